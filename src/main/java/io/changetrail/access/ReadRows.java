package io.changetrail.access;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.server.ServerWebExchange;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Counts the rows that a request is answered with where they are written, for {@link ReadAudit}. */
public final class ReadRows {

    private static final String ATTRIBUTE = ReadRows.class.getName();

    private final AtomicLong rows = new AtomicLong();
    private volatile boolean counted;

    private ReadRows() {}

    public static ReadRows of(ServerWebExchange exchange) {
        return (ReadRows)
                Objects.requireNonNull(exchange.getAttributes().computeIfAbsent(ATTRIBUTE, absent -> new ReadRows()));
    }

    /** Those of the request whose context that is; outside of a request some that nobody reads. */
    public static ReadRows of(ContextView request) {
        return request.hasKey(ReadRows.class) ? request.get(ReadRows.class) : new ReadRows();
    }

    public void add(int more) {
        counted = true;
        rows.addAndGet(more);
    }

    Context into(Context context) {
        return context.put(ReadRows.class, this);
    }

    /** One if nobody counted: then the answer is a document and no list. */
    long counted() {
        return counted ? rows.get() : 1;
    }
}
