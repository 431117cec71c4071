package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.LOGIN;
import static io.changetrail.cloud.CloudFixture.PROJECT;
import static io.changetrail.cloud.CloudFixture.QUICK;
import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import io.changetrail.simulation.RecordedPair;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the client makes of every answer that the real Nova and Keystone gave to a read or a login. */
class RecordedAnswersTests {

    private final CloudFixture cloud;
    private final CloudService ecs;

    RecordedAnswersTests() throws IOException {
        cloud = new CloudFixture();
        ecs = cloud.services().ecs();
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    static Stream<RecordedPair> goodAnswers() {
        return reads().filter(pair -> pair.status() == 200);
    }

    static Stream<RecordedPair> refusals() {
        return reads().filter(pair -> pair.status() != 200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void goodAnswers(RecordedPair recorded) {
        var response = success(ecs.get(replayed(recorded)));

        assertThat(response.body()).isEqualTo(CloudJson.MAPPER.readTree(recorded.body()));
        assertThat(response.microversion())
                .isEqualTo(recorded.header("X-OpenStack-Nova-API-Version").orElse(null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusals(RecordedPair recorded) {
        var request = replayed(recorded);

        var failure = failure(ecs.get(request));

        assertThat(failure.status()).isEqualTo(recorded.status());
        assertThat(failure.kind()).isEqualTo(kind(recorded.status()));
        assertThat(failure.code()).isEqualTo(code(recorded));
        assertThat(failure.isUnknownThing()).isEqualTo(recorded.status() == 404);
        assertThat(failure.requestId())
                .isEqualTo(recorded.header("x-openstack-request-id").orElse(null));
        assertThat(failure.retryable()).isEqualTo(recorded.status() == 500);
        assertThat(failure.getMessage()).doesNotContain(message(recorded));
        assertThat(cloud.server.received(path(recorded)))
                .as("how often it is asked for")
                .hasSize(attempts(recorded.status()));
    }

    @Test
    void theRecordedWalkIsWalkedByItsMarkersAndEndsBehindTheShortPage() {
        var pages = reads().filter(pair -> pair.title().startsWith("walk-page")).toList();
        cloud.server.on(
                path(pages.getFirst()),
                pages.stream().map(RecordedAnswersTests::reply).toArray(Reply[]::new));
        var first = CloudRequest.get(PROJECT, path(pages.getFirst())).with("limit", 5);

        var rows = ContractCloud.rows(
                MarkerPages.walk(first, ecs::get, Markers.novaActions()), "instanceActions", Integer.MAX_VALUE);

        assertThat(cloud.server.received(path(pages.getFirst())))
                .extracting(ScriptedServer.Received::target)
                .containsExactlyElementsOf(
                        pages.stream().map(RecordedPair::target).toList());
        assertThat(rows)
                .isEqualTo(pages.stream()
                        .flatMap(page -> CloudJson.MAPPER
                                .readTree(page.body())
                                .path("instanceActions")
                                .valueStream())
                        .toList());
    }

    @Test
    void theRecordedLoginGivesItsToken() {
        cloud.server.on(LOGIN, reply(recording(229)));
        cloud.server.on("/x", Reply.json(200, "{}"));

        success(ecs.get(CloudFixture.ecs("/x")));

        assertThat(cloud.server.received("/x").getFirst().header("x-auth-token"))
                .isEqualTo("<token>");
    }

    @Test
    void theRecordedWrongPasswordIsUnauthorizedAndAskedOnce() {
        cloud.server.on(LOGIN, reply(recording(228)));

        var failure = failure(ecs.get(CloudFixture.ecs("/x")));

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(cloud.server.received(LOGIN)).hasSize(1);
    }

    /** Everything but the two logins, and the reboot and the delete, which the client never asks for. */
    private static Stream<RecordedPair> reads() {
        return RecordedPair.all().stream().filter(pair -> pair.requestLine().startsWith("GET "));
    }

    private static RecordedPair recording(int number) {
        return RecordedPair.all().stream()
                .filter(pair -> pair.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private CloudRequest replayed(RecordedPair recorded) {
        cloud.server.on(path(recorded), reply(recorded));
        var request = CloudRequest.get(PROJECT, path(recorded));
        var query = recorded.target().split("\\?", 2);
        for (var parameter : query.length == 1 ? List.<String>of() : Arrays.asList(query[1].split("&"))) {
            var parts = parameter.split("=", 2);
            request = request.with(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return request;
    }

    private static Reply reply(RecordedPair recorded) {
        var headers = recorded.headers().stream()
                .filter(line -> !line.regionMatches(true, 0, "Content-", 0, 8) && !line.startsWith("Connection"))
                .toArray(String[]::new);
        return Reply.json(recorded.status(), recorded.body(), headers);
    }

    private static String path(RecordedPair recorded) {
        return recorded.target().split("\\?", 2)[0];
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 400 -> Kind.BAD_REQUEST;
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.FORBIDDEN;
            case 404 -> Kind.NOT_FOUND;
            case 406 -> Kind.NOT_ACCEPTABLE;
            case 500 -> Kind.UNAVAILABLE;
            default -> throw new IllegalArgumentException("no such status was recorded: " + status);
        };
    }

    /** A refused token is followed by one new login and one more try. */
    private static int attempts(int status) {
        return status == 401 ? 2 : status == 500 ? 1 + QUICK.retries() : 1;
    }

    /** The name of Nova's fault; a 401 comes from the token check in front of Nova and has a number only. */
    private static String code(RecordedPair recorded) {
        return recorded.status() == 401
                ? "401"
                : CloudJson.MAPPER
                        .readTree(recorded.body())
                        .propertyNames()
                        .iterator()
                        .next();
    }

    private static String message(RecordedPair recorded) {
        JsonNode fault = CloudJson.MAPPER.readTree(recorded.body()).iterator().next();
        return fault.path("message").asString();
    }
}
