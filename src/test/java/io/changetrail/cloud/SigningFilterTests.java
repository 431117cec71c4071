package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.ecs;
import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.rms;
import static io.changetrail.cloud.CloudFixture.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Access and secret key instead of tokens. */
class SigningFilterTests {

    private final CloudFixture cloud;
    private final CloudServices services;

    SigningFilterTests() throws IOException {
        cloud = new CloudFixture();
        services = cloud.services(CloudFixture.keys("temporary"), CloudFixture.QUICK);
        cloud.server.on("/x", Reply.json(200, "{}"));
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Test
    void whatIsSentIsWhatWasSigned() {
        success(services.rms().get(rms("/x").with("marker", "a+b/c=")));

        var sent = cloud.server.received("/x").getFirst();
        var host = cloud.server.address().substring("http://".length());
        var headers = new TreeMap<>(Map.of(
                "host", host,
                "x-domain-id", "d1",
                "x-sdk-date", "20260301T120000Z",
                "x-security-token", "temporary"));
        assertThat(sent.headers()).containsAllEntriesOf(headers);
        assertThat(sent.header("authorization"))
                .isEqualTo(new RequestSigner("AccessKey", "canary-secret")
                        .authorization(
                                "GET", URI.create(cloud.server.address() + sent.target()), headers, new byte[0]));
        assertThat(sent.headers()).doesNotContainKey("x-auth-token");
        assertThat(cloud.server.received(CloudFixture.LOGIN)).isEmpty();
    }

    @Test
    void theVersionQuestionIsSignedForItsOwnAddress() {
        success(services.ecs().get(ecs("/x")));

        var question = cloud.server.received("/v2.1/").getFirst();
        assertThat(question.header("x-project-id")).isEqualTo("p1");
        assertThat(question.header("authorization"))
                .isNotEqualTo(cloud.server.received("/x").getFirst().header("authorization"));
    }

    @Test
    void aRefusedSignatureIsNotTriedAgainUntilThePauseEnds() {
        cloud.server.on("/x", Reply.json(401, "{\"error_code\":\"APIG.0301\"}"));
        var rms = services.rms();

        for (var call = 0; call < 10; call++) {
            assertThat(failure(rms.get(rms("/x"))).kind()).isEqualTo(Kind.UNAUTHORIZED);
        }
        assertThat(cloud.server.received("/x")).hasSize(1);

        cloud.clock.forward(Duration.ofMinutes(1));
        failure(rms.get(rms("/x")));
        assertThat(cloud.server.received("/x")).hasSize(2);
    }
}
