package io.changetrail.timeline.web;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** There is no such thing, or it is not the caller's: the answer is the same for both. */
final class NotKnown extends ErrorResponseException {

    private static final long serialVersionUID = 1;

    NotKnown() {
        super(HttpStatus.NOT_FOUND, problem(), null);
    }

    private static ProblemDetail problem() {
        var problem = ProblemDetail.forStatus(HttpStatus.NOT_FOUND);
        problem.setType(URI.create("urn:changetrail:problem:not-found"));
        problem.setTitle("Not Found");
        problem.setDetail("Nothing of that id is known to you.");
        return problem;
    }
}
