package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.support.PlainClient.Answer;

/** What an error has to look like (RFC 9457). */
final class Problems {

    private Problems() {}

    /** A problem of this status and stable type. */
    static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).as(answer.body()).startsWith("application/problem+json");
        var problem = answer.json();
        assertThat(problem.path("type").asString()).isEqualTo("urn:changetrail:problem:" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("trace_id").asString()).matches("[0-9a-f]{32}");
    }

    /** Exactly this parameter is wrong. */
    static void assertInvalid(Answer answer, String parameter) {
        assertProblem(answer, 400, "invalid-parameter");
        var errors = answer.json().path("errors");
        assertThat(errors.size()).as(answer.body()).isEqualTo(1);
        assertThat(errors.path(0).path("parameter").asString()).isEqualTo(parameter);
        assertThat(errors.path(0).path("detail").asString()).isNotBlank();
        assertThat(errors.path(0).propertyNames()).containsExactlyInAnyOrder("parameter", "detail");
    }
}
