package io.changetrail.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one line for each request that needed a token, answered or refused: who asked what, and how many rows left. Values of
 * parameters stand only in lines of requests that were answered, since only then they are what they should be; no line holds a
 * token, a cursor or anything of the answer. Each is JSON of ASCII letters, which no caller can break.
 */
final class ReadAudit implements WebFilter, Ordered {

    static final String LOGGER = "changetrail.reads";

    private static final Logger log = LoggerFactory.getLogger(LOGGER);
    private static final int LONGEST_TEXT = 512;
    private static final Set<String> OPAQUE = Set.of("cursor", "after");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final ServerWebExchangeMatcher withoutToken;
    private final LongSupplier nanoTime;

    ReadAudit(ServerWebExchangeMatcher withoutToken, LongSupplier nanoTime) {
        this.withoutToken = withoutToken;
        this.nanoTime = nanoTime;
    }

    /** Around everything, security included. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return withoutToken
                .matches(exchange)
                .flatMap(match -> match.isMatch() ? chain.filter(exchange) : audited(exchange, chain));
    }

    private Mono<Void> audited(ServerWebExchange exchange, WebFilterChain chain) {
        var began = nanoTime.getAsLong();
        var rows = ReadRows.of(exchange);
        return chain.filter(exchange)
                .doOnSuccess(end -> tell(exchange, status(exchange), rows, began))
                .doOnError(
                        failure -> tell(exchange, ProblemHandler.status(failure).value(), rows, began))
                .doOnCancel(() -> tell(exchange, null, rows, began))
                .contextWrite(rows::into);
    }

    /**
     * @param status null if the caller went away before the end
     */
    private void tell(ServerWebExchange exchange, @Nullable Integer status, ReadRows rows, long began) {
        var good = status == null || status < 400;
        var line = new LinkedHashMap<String, @Nullable Object>();
        var caller = AskingCaller.of(exchange);
        if (caller != null) {
            line.put("subject", cut(caller.subject()));
            line.put("issuer", cut(caller.issuer()));
            line.put("projects", cut(caller.scopeKey()));
            line.put("roles", caller.roles().stream().map(Role::scope).sorted().toList());
        }
        var request = exchange.getRequest();
        var from = request.getRemoteAddress();
        line.put("from", from == null ? null : from.getHostString());
        line.put("method", request.getMethod().name());
        line.put("path", cut(request.getURI().getRawPath()));
        line.put(
                "parameters",
                good
                        ? values(exchange)
                        : request.getQueryParams().keySet().stream()
                                .map(ReadAudit::cut)
                                .toList());
        line.put("status", status);
        line.put("rows", good ? rows.counted() : 0);
        line.put("ms", Duration.ofNanos(nanoTime.getAsLong() - began).toMillis());
        line.put("trace_id", TraceIds.of(exchange));
        log.info("{}", JSON.writeValueAsString(line));
    }

    private static Map<String, List<String>> values(ServerWebExchange exchange) {
        var values = new TreeMap<String, List<String>>();
        exchange.getRequest()
                .getQueryParams()
                .forEach((name, given) -> values.put(
                        cut(name),
                        OPAQUE.contains(name)
                                ? List.of("...")
                                : given.stream()
                                        .map(value -> cut(String.valueOf(value)))
                                        .toList()));
        return values;
    }

    private static int status(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return status == null ? 200 : status.value();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }
}
