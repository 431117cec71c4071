package io.changetrail.access;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses requests with a body: no call reads one, and what it asks for must not be ignored. */
final class NoBodies implements WebFilter {

    /** Bytes; one that is longer is not even read to its end. */
    private static final long LONGEST_BODY = 64 * 1024;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return length(exchange.getRequest())
                .flatMap(length -> length == 0 ? chain.filter(exchange) : Mono.error(refusal(length)));
    }

    /** As it is announced; one that comes in chunks is counted. */
    private static Mono<Long> length(ServerHttpRequest request) {
        if (!request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return Mono.just(Math.max(0, request.getHeaders().getContentLength()));
        }
        return request.getBody()
                .map(NoBodies::counted)
                .scan(0L, Long::sum)
                .takeUntil(length -> length > LONGEST_BODY)
                .last(0L);
    }

    private static long counted(DataBuffer part) {
        var bytes = part.readableByteCount();
        DataBufferUtils.release(part);
        return bytes;
    }

    private static ErrorResponseException refusal(long length) {
        if (length > LONGEST_BODY) {
            return new ErrorResponseException(HttpStatus.CONTENT_TOO_LARGE);
        }
        var detail = "No call takes a body; parameters stand in the address.";
        var problem = ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
        problem.setType(URI.create("urn:changetrail:problem:unexpected-body"));
        problem.setTitle("Unexpected body");
        problem.setDetail(detail);
        problem.setProperty("errors", List.of(Map.of("pointer", "", "detail", detail)));
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
    }
}
