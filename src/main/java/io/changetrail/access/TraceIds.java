package io.changetrail.access;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.springframework.web.server.ServerWebExchange;

/** Names a request in answers and in the log: the caller's W3C trace id if it sent one, else a new one of the same form. */
final class TraceIds {

    private static final String ATTRIBUTE = TraceIds.class.getName();
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceIds() {}

    static String of(ServerWebExchange exchange) {
        return (String) exchange.getAttributes().computeIfAbsent(ATTRIBUTE, absent -> given(exchange));
    }

    private static String given(ServerWebExchange exchange) {
        var header = exchange.getRequest().getHeaders().getFirst("traceparent");
        var matcher = TRACEPARENT.matcher(header == null ? "" : header);
        return matcher.matches() ? matcher.group(1) : fresh();
    }

    /** Only has to tell requests apart; a secure random could block the event loop. */
    private static String fresh() {
        var random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
