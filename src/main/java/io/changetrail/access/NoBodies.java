package io.changetrail.access;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses requests with a body: no call reads one, and what it asks for must not be ignored. An empty object asks for nothing. */
final class NoBodies implements WebFilter {

    /** Bytes; one that is longer is not even read to its end. */
    private static final int LONGEST_BODY = 64 * 1024;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var headers = exchange.getRequest().getHeaders();
        if (headers.getContentLength() > LONGEST_BODY) {
            return Mono.error(new ErrorResponseException(HttpStatus.CONTENT_TOO_LARGE));
        }
        if (headers.getContentLength() <= 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return chain.filter(exchange);
        }
        return DataBufferUtils.join(exchange.getRequest().getBody(), LONGEST_BODY)
                .map(NoBodies::text)
                .defaultIfEmpty("")
                .onErrorMap(
                        DataBufferLimitException.class,
                        tooLong -> new ErrorResponseException(HttpStatus.CONTENT_TOO_LARGE))
                .flatMap(body -> asksForNothing(body) ? chain.filter(exchange) : Mono.error(refusal()));
    }

    private static String text(DataBuffer body) {
        try {
            return body.toString(StandardCharsets.ISO_8859_1);
        } finally {
            DataBufferUtils.release(body);
        }
    }

    private static boolean asksForNothing(String body) {
        return body.isBlank() || body.strip().equals("{}");
    }

    private static ErrorResponseException refusal() {
        var detail = "No call takes a body; parameters stand in the address.";
        var problem = ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
        problem.setType(URI.create("urn:changetrail:problem:unexpected-body"));
        problem.setTitle("Unexpected body");
        problem.setDetail(detail);
        problem.setProperty("errors", List.of(Map.of("pointer", "", "detail", detail)));
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
    }
}
