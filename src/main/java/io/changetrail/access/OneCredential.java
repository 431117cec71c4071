package io.changetrail.access;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponseException;

/**
 * Refuses requests that bring several tokens, since others that read the same request might go by another one, and those that
 * bring one in the address, where logs and histories keep it.
 */
final class OneCredential {

    /** Of the cloud's clients. */
    static final String X_AUTH_TOKEN = "X-Auth-Token";

    private static final String IN_QUERY = "access_token";

    private OneCredential() {}

    /**
     * @param eitherKind where both headers may stand, as they may on the paths of the archive
     */
    static void check(ServerHttpRequest request, boolean eitherKind) {
        if (request.getQueryParams().containsKey(IN_QUERY)) {
            throw refusal("A token in the address is not accepted; send it as Authorization: Bearer.");
        }
        var bearer = count(request, HttpHeaders.AUTHORIZATION);
        var keystone = count(request, X_AUTH_TOKEN);
        if (bearer > 1 || keystone > 1 || (!eitherKind && bearer + keystone > 1)) {
            throw refusal("A request brings one token in one header.");
        }
    }

    private static int count(ServerHttpRequest request, String header) {
        return request.getHeaders().getOrEmpty(header).size();
    }

    /** As RFC 6750 names it (section 3.1). */
    private static ErrorResponseException refusal(String detail) {
        var problem = ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
        problem.setType(URI.create("urn:changetrail:problem:one-credential"));
        problem.setTitle("One credential only");
        problem.setDetail(detail);
        var refusal = new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
        refusal.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_request\"");
        return refusal;
    }
}
