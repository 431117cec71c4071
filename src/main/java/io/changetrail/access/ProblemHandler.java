package io.changetrail.access;

import io.changetrail.sync.Database;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place where an error becomes an answer (RFC 9457): only problems that we wrote ourselves keep their words, of all
 * others the caller sees the status alone, and the log has the rest under the same trace id.
 */
@Component
@Order(ProblemHandler.BEFORE_BOOTS_OWN)
final class ProblemHandler implements ErrorWebExceptionHandler {

    static final int BEFORE_BOOTS_OWN = -2;

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
    /** Seconds, about as long as the pool waits for a connection. */
    private static final String RETRY_AFTER = "5";

    private static final String OURS = "urn:changetrail:problem:";

    private final JsonMapper json;

    ProblemHandler(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        var trace = TraceIds.of(exchange);
        var status = status(error);
        if (isAway(error)) {
            log.warn("Request not answered while the database is away, trace_id {}", trace);
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        } else if (status.is5xxServerError() && status.value() != HttpStatus.SERVICE_UNAVAILABLE.value()) {
            log.error("Request failed, trace_id {}", trace, error);
        }
        response.setStatusCode(status);
        if (error instanceof ErrorResponse known) {
            response.getHeaders().putAll(known.getHeaders());
        }
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        var body = json.writeValueAsBytes(body(error, status, trace));
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    /** What the caller is told of it. */
    static HttpStatusCode status(Throwable error) {
        return switch (error) {
            case ErrorResponse known -> known.getStatusCode();
            case QueryTimeoutException late -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> isAway(error) ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    /** Also when all its connections are in use: then too the same request may succeed a moment later. */
    private static boolean isAway(Throwable error) {
        return !(error instanceof ErrorResponse) && Database.isAway(error);
    }

    private static Map<String, Object> body(Throwable error, HttpStatusCode code, String trace) {
        var status = HttpStatus.valueOf(code.value());
        var body = new LinkedHashMap<String, Object>();
        body.put(
                "type", OURS + status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-'));
        body.put("title", status.getReasonPhrase());
        body.put("status", code.value());
        if (error instanceof ErrorResponse known && isOurs(known.getBody())) {
            var problem = known.getBody();
            body.put("type", String.valueOf(problem.getType()));
            body.put("title", String.valueOf(problem.getTitle()));
            body.put("detail", String.valueOf(problem.getDetail()));
            if (problem.getProperties() != null) {
                body.putAll(problem.getProperties());
            }
        }
        body.put("trace_id", trace);
        return body;
    }

    private static boolean isOurs(ProblemDetail problem) {
        URI type = problem.getType();
        return type != null && type.toString().startsWith(OURS);
    }
}
