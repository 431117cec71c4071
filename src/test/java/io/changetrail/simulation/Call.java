package io.changetrail.simulation;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param service {@code iam}, {@code ecs} or {@code rms}
 * @param kind which call it is, without version, project and ids: {@code os-instance-actions}, {@code history}; see
 *     {@link CallKinds}
 * @param resourceId the server or resource in the path; null where the call has none
 * @param path decoded, without the service's prefix
 */
public record Call(
        String service,
        String kind,
        @Nullable String resourceId,
        String method,
        String path,
        Query query,
        Headers headers,
        String body) {

    static Call of(String service, HttpExchange exchange) throws IOException {
        var path = Percent.wsgiPath(exchange.getRequestURI().getRawPath()).substring(service.length() + 1);
        return new Call(
                service,
                CallKinds.kind(service, path),
                CallKinds.resourceId(path),
                exchange.getRequestMethod(),
                path,
                Query.parse(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Null if the header is absent. */
    public @Nullable String header(String name) {
        return headers.getFirst(name);
    }

    boolean get() {
        return method.equals("GET");
    }

    /** Where the caller thinks the service is: the Host it sent, so links follow a proxy's name as Nova's do. */
    String base() {
        var scheme = header("X-Forwarded-Proto");
        return (scheme == null ? "http" : scheme) + "://"
                + headers.getOrDefault("Host", List.of("127.0.0.1")).getFirst() + "/" + service;
    }
}
