package io.changetrail.timeline.web;

import io.changetrail.access.Caller;
import io.changetrail.access.CursorSeal;
import io.changetrail.timeline.Disclosure;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.util.UriComponentsBuilder;

/** One list request: who asks, where, with which parameters; opens its cursor and writes the next one. */
final class Asked {

    static final int LARGEST_PAGE = 1000;
    static final int USUAL_PAGE = 100;

    private final Caller caller;
    private final Parameters parameters;
    private final ServerHttpRequest request;
    private final CursorSeal seal;

    Asked(Caller caller, Parameters parameters, ServerHttpRequest request, CursorSeal seal) {
        this.caller = caller;
        this.parameters = parameters;
        this.request = request;
        this.seal = seal;
    }

    Parameters parameters() {
        return parameters;
    }

    Caller caller() {
        return caller;
    }

    Format format() {
        return Format.of(request.getHeaders().getAccept());
    }

    /** Whether all of the window is wanted and not a page of it. */
    boolean whole() {
        return format() != Format.JSON && parameters.one("limit") == null && parameters.one("cursor") == null;
    }

    int limit() {
        return parameters.number("limit", 1, LARGEST_PAGE, USUAL_PAGE);
    }

    boolean ascending() {
        return parameters.word("order", List.of("desc", "asc")).equals("asc");
    }

    /** What the cursor holds; null if there is none. A bad one is a fault of the request. */
    @Nullable
    String position() {
        var cursor = parameters.one("cursor");
        var content = cursor == null ? null : seal.open(cursor, context()).orElse(null);
        if (cursor != null && content == null) {
            badCursor();
        }
        return content;
    }

    void badCursor() {
        parameters.fault("cursor", "It is not a cursor of this list with these parameters.");
    }

    String sealed(String position) {
        return seal.seal(position, context());
    }

    /** Relative, so that no caller can put a host of its choice into it. */
    String nextLink(String cursor) {
        var next = UriComponentsBuilder.newInstance()
                .path(request.getURI().getRawPath())
                .query(request.getURI().getRawQuery())
                .replaceQueryParam("cursor", cursor)
                .build(true);
        return "<" + next.toUriString() + ">; rel=\"next\"";
    }

    Disclosure disclosure() {
        var include = parameters.all("include");
        if (!Set.of("raw").containsAll(include)) {
            parameters.fault("include", "Only raw.");
        }
        if (!include.isEmpty() && !caller.mayAudit()) {
            throw auditorsOnly();
        }
        return new Disclosure(caller.mayAudit(), !include.isEmpty());
    }

    private static ErrorResponseException auditorsOnly() {
        var problem = ProblemDetail.forStatus(HttpStatus.FORBIDDEN);
        problem.setType(URI.create("urn:changetrail:problem:audit-role-needed"));
        problem.setTitle("Audit role needed");
        problem.setDetail("Raw documents need the role changetrail.audit.");
        return new ErrorResponseException(HttpStatus.FORBIDDEN, problem, null);
    }

    private String context() {
        return String.join(
                "\n",
                caller.scopeKey(),
                request.getPath().pathWithinApplication().value(),
                parameters.question());
    }
}
