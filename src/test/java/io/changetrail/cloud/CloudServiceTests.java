package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.rms;
import static io.changetrail.cloud.CloudFixture.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one service makes of good and bad answers. */
class CloudServiceTests {

    private static final Reply GOOD = Reply.json(200, "{\"items\":[]}");

    private final CloudFixture cloud;
    private final CloudService rms;

    CloudServiceTests() throws IOException {
        cloud = new CloudFixture();
        rms = cloud.services().rms();
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Test
    void aGoodAnswerKeepsDigitsAndTheUpstreamsClock() {
        cloud.server.on("/x", Reply.json(200, "{\"n\":1.50}", "Date: Sun, 01 Mar 2026 11:59:58 GMT"));

        var response = success(rms.get(rms("/x")));

        assertThat(response.body().path("n").decimalValue().toPlainString()).isEqualTo("1.50");
        assertThat(response.servedAt()).isEqualTo(Instant.parse("2026-03-01T11:59:58Z"));
        assertThat(response.microversion()).isNull();
    }

    @Test
    void withoutADateHeaderOurClockCounts() {
        cloud.server.on("/x", GOOD);

        assertThat(success(rms.get(rms("/x"))).servedAt()).isEqualTo(CloudFixture.NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "400,BAD_REQUEST",
        "403,FORBIDDEN",
        "404,NOT_FOUND",
        "406,NOT_ACCEPTABLE",
        "302,UNEXPECTED",
        "202,UNEXPECTED"
    })
    void whatARetryCannotMendIsAskedOnce(int status, Kind kind) {
        cloud.server.on("/x", Reply.json(status, "{}", "Location: " + cloud.server.address() + "/elsewhere"));

        var failure = failure(rms.get(rms("/x")));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.retryable()).isFalse();
        assertThat(cloud.server.received("/x")).hasSize(1);
        assertThat(cloud.server.received("/elsewhere")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectTakesNobodyElsewhere(int status) throws IOException {
        try (var elsewhere = new ScriptedServer()) {
            var moved = Reply.json(status, "{}", "Location: " + elsewhere.address() + "/x");
            elsewhere.on("/x", CloudFixture.token("canary"));
            cloud.server.on("/x", moved);

            assertThat(failure(rms.get(rms("/x"))).status()).isEqualTo(status);
            assertThat(cloud.server.received("/x"))
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request.header("x-auth-token")).isNotEmpty());

            cloud.server.on(CloudFixture.LOGIN, moved);
            failure(cloud.services().rms().get(rms("/x")));

            assertThat(cloud.server.received("/x")).hasSize(1);
            assertThat(cloud.server.received(CloudFixture.LOGIN).getLast().body())
                    .contains(CloudFixture.PASSWORD);
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void whatMayPassIsTriedFourTimesThenGivenUp(int status) {
        cloud.server.on("/x", Reply.json(status, "{}"));

        var failure = failure(rms.get(rms("/x")));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.retryable()).isTrue();
        assertThat(cloud.server.received("/x")).hasSize(4);
    }

    @Test
    void aServiceThatRecoversIsReadByTheRetry() {
        cloud.server.on("/x", Reply.json(503, "{}"), Reply.hungUp(), Reply.truncated("{\"items\":[]}"), GOOD);

        assertThat(success(rms.get(rms("/x"))).body().has("items")).isTrue();
        assertThat(cloud.server.received("/x")).hasSize(4);
    }

    @Test
    void throttlingIsCountedAndEndsAfterRetryAfter() {
        cloud.server.on("/x", Reply.json(429, "{\"error_code\":\"APIG.0308\"}", "Retry-After: 1"), GOOD);

        success(rms.get(rms("/x")));

        assertThat(cloud.meters
                        .counter("changetrail.cloud.throttled", "service", "rms")
                        .count())
                .isEqualTo(1);
        assertThat(requests("429")).isEqualTo(1);
        assertThat(requests("200")).isEqualTo(1);
    }

    @Test
    void throttlingHidesBehind202Too() {
        cloud.server.on("/x", Reply.json(202, "{\"error\":{\"code\":\"Common.0024\"}}"), GOOD);

        success(rms.get(rms("/x")));

        assertThat(cloud.server.received("/x")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>login</html>", "", "{\"a\":", "[1]", "\"text\"", "null", "{} {}", "{\"a\":NaN}"})
    void a200ThatIsNotOneJsonObjectIsMalformed(String body) {
        cloud.server.on("/x", Reply.json(200, body));

        assertThat(failure(rms.get(rms("/x"))).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(cloud.server.received("/x")).hasSize(4);
    }

    @Test
    void aNestingBombIsTooLargeAndNotAskedAgain() {
        cloud.server.on("/x", Reply.json(200, "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"));

        assertThat(failure(rms.get(rms("/x"))).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(cloud.server.received("/x")).hasSize(1);
    }

    @Test
    void aBodyOverTheCapIsTooLargeAndNotAskedAgain() {
        cloud.server.on("/x", Reply.json(200, "{\"a\":\"" + "x".repeat(200_000) + "\"}"));

        var failure = failure(rms.get(rms("/x")));

        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(cloud.server.received("/x")).hasSize(1);
    }

    @Test
    void aBodyThatNeverEndsHitsTheDeadline() {
        cloud.server.on("/x", Reply.stuckAfterOneByte());
        var limits = new CallLimits(
                Duration.ofMillis(700),
                Duration.ofSeconds(1),
                2000,
                1,
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofSeconds(1));
        var patient = cloud.services(CloudFixture.tokens(), limits).rms();

        assertThat(failure(patient.get(rms("/x"))).kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(cloud.server.received("/x")).hasSize(2);
        assertThat(requests("none")).isEqualTo(2);
    }

    @Test
    void aServerThatIsGoneIsUnavailable() throws IOException {
        var services = cloud.services(CloudFixture.tokens(), CloudFixture.QUICK);
        cloud.close();

        var failure = failure(services.rms().get(rms("/x")));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"itemNotFound\":{\"code\":404,\"message\":\"canary\"}} | itemNotFound |",
                "{\"error\":{\"code\":\"Ecs.0114\",\"message\":\"canary\"}} | Ecs.0114 |",
                "{\"error_code\":\"RMS.00010005\",\"error_msg\":\"canary\",\"request_id\":\"0a1b\"} | RMS.00010005 | 0a1b",
                "{\"error_code\":\"<b>canary</b>\",\"request_id\":\"two words\"} | |",
                "<html>canary</html> | |"
            })
    void codeAndRequestIdComeFromAllBodyShapesAndNothingElseDoes(String body, String code, String requestId) {
        cloud.server.on("/x", Reply.json(404, body));

        var failure = failure(rms.get(rms("/x")));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.requestId()).isEqualTo(requestId);
        assertThat(failure.getMessage()).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"itemNotFound\":{\"code\":404}} | true",
                "{\"error\":{\"code\":\"Ecs.0114\"}} | true",
                "{\"error_code\":\"RMS.00010005\"} | true",
                "{\"error_code\":\"APIG.0101\"} | false",
                "{\"error\":{\"code\":404,\"title\":\"Not Found\"}} | false",
                "{\"message\":\"no route\",\"code\":\"404 Not Found\",\"title\":\"Not Found\"} | false",
                "<html>404</html> | false",
                "'' | false"
            })
    void only404InTheWordsOfTheServiceSaysThatAThingIsUnknown(String body, boolean unknown) {
        cloud.server.on("/x", Reply.json(404, body));

        assertThat(failure(rms.get(rms("/x"))).isUnknownThing()).isEqualTo(unknown);
    }

    @Test
    void theRequestIdMayStandInAHeader() {
        cloud.server.on("/x", Reply.json(404, "{}", "X-Openstack-Request-Id: req-77"));

        assertThat(failure(rms.get(rms("/x"))).requestId()).isEqualTo("req-77");
    }

    @Test
    void aHeaderOf40KilobytesIsRead() {
        cloud.server.on("/x", Reply.json(200, "{}", "X-Long: " + "a".repeat(40_000)));

        success(rms.get(rms("/x")));
    }

    @Test
    void anIdThatWouldClimbThePathIsNotSent() {
        var request = CloudRequest.get(CloudFixture.DOMAIN, "/v1/{}/history", "..");

        assertThat(failure(rms.get(request)).kind()).isEqualTo(Kind.BAD_REQUEST);
        assertThat(cloud.server.received()).isEmpty();
    }

    private long requests(String status) {
        return cloud
                .meters
                .find("changetrail.cloud.requests")
                .tags("service", "rms", "status", status)
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
