package io.changetrail.timeline.web;

import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The request cannot be answered as asked; names every parameter that is wrong, not only the first. */
final class InvalidParameters extends ErrorResponseException {

    private static final long serialVersionUID = 1;

    InvalidParameters(List<Fault> faults) {
        super(HttpStatus.BAD_REQUEST, problem(faults), null);
    }

    InvalidParameters(String parameter, String detail) {
        this(List.of(new Fault(parameter, detail)));
    }

    private static ProblemDetail problem(List<Fault> faults) {
        var problem = ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
        problem.setType(URI.create("urn:changetrail:problem:invalid-parameter"));
        problem.setTitle("Invalid parameter");
        problem.setDetail(faults.size() == 1 ? faults.getFirst().detail() : faults.size() + " parameters are wrong.");
        problem.setProperty("errors", faults);
        return problem;
    }

    /** One wrong parameter and what is wrong with it; holds no value that the caller sent. */
    record Fault(String parameter, String detail) {}
}
