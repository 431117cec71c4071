package io.changetrail.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/** Builds addresses from the configured endpoint only; all that comes from upstream or callers is one encoded word. */
final class CloudUris {

    private static final String VARIABLE = "{}";

    private final String base;

    /** @param endpoint scheme, host, port and maybe a path; a slash at its end changes nothing */
    CloudUris(String endpoint) {
        this.base = endpoint.replaceAll("/+$", "");
    }

    /** @throws IllegalArgumentException when a variable cannot be one path segment */
    URI of(CloudRequest request) {
        var query = request.query().entrySet().stream()
                .map(entry -> word(entry.getKey()) + "=" + word(entry.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(base + path(request) + (query.isEmpty() ? "" : "?" + query));
    }

    URI of(String path) {
        return URI.create(base + path);
    }

    private static String path(CloudRequest request) {
        var path = new StringBuilder();
        var from = 0;
        for (var variable : request.variables()) {
            var at = request.path().indexOf(VARIABLE, from);
            if (at < 0) {
                throw new IllegalArgumentException("more variables than places in " + request.path());
            }
            path.append(request.path(), from, at).append(segment(variable));
            from = at + VARIABLE.length();
        }
        if (request.path().indexOf(VARIABLE, from) >= 0) {
            throw new IllegalArgumentException("fewer variables than places in " + request.path());
        }
        return path.append(request.path().substring(from)).toString();
    }

    /** Dots alone survive encoding and would climb the path. */
    private static String segment(String variable) {
        if (variable.isEmpty() || variable.equals(".") || variable.equals("..")) {
            throw new IllegalArgumentException("not a path segment");
        }
        return word(variable);
    }

    private static String word(String text) {
        return UriUtils.encode(text, UTF_8);
    }
}
