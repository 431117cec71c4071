package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.LOGIN;
import static io.changetrail.cloud.CloudFixture.PASSWORD;
import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.rms;
import static io.changetrail.cloud.CloudFixture.success;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Canary secrets, every logger at TRACE. */
class SecretsStayInsideTests {

    private final TraceLog log = new TraceLog();
    private final CloudFixture cloud;

    SecretsStayInsideTests() throws IOException {
        cloud = new CloudFixture();
    }

    @AfterEach
    void stop() throws IOException {
        log.close();
        cloud.close();
    }

    @Test
    void aFailingLoginTellsNoPassword() {
        cloud.server.on(LOGIN, Reply.json(401, "{\"error\":{\"code\":401,\"message\":\"" + PASSWORD + "\"}}"));
        log.open();

        var failure = failure(cloud.services().rms().get(rms("/x")));

        assertThat(log.text()).contains("/v3/auth/tokens").doesNotContain("canary");
        assertThat(stackTrace(failure)).doesNotContain("canary");
    }

    @Test
    void tokensAreInNoLogAndNoException() {
        cloud.server.on(LOGIN, CloudFixture.token("canary-token"));
        cloud.server.on("/x", Reply.json(200, "{}"), Reply.json(403, "{\"canary\":1}"), Reply.hungUp());
        var rms = cloud.services().rms();
        log.open();

        success(rms.get(rms("/x")));
        var refused = failure(rms.get(rms("/x")));
        var cut = failure(rms.get(rms("/x")));

        assertThat(cloud.server.received("/x").getLast().header("x-auth-token")).isEqualTo("canary-token");
        assertThat(log.text()).contains("/x").doesNotContain("canary");
        assertThat(stackTrace(refused) + stackTrace(cut)).doesNotContain("canary");
    }

    @Test
    void signingKeysAreInNoLog() {
        cloud.server.on("/x", Reply.json(401, "{}"));
        log.open();

        failure(cloud.services(CloudFixture.keys("canary-session"), CloudFixture.QUICK)
                .rms()
                .get(rms("/x")));

        assertThat(log.text()).contains("/x").doesNotContain("canary", "Signature=");
    }

    @Test
    void recordsThatHoldSecretsPrintNone() {
        var properties = cloud.properties(CloudFixture.keys("canary-session"));

        assertThat(properties.toString()).contains("KEYS, masked").doesNotContain("canary", "AccessKey");
        assertThat(CloudFixture.password().toString()).isEqualTo("Credentials[PASSWORD, masked]");
        assertThat(new IssuedToken("canary", Instant.EPOCH, Duration.ofHours(1)).toString())
                .doesNotContain("canary");
    }

    private static String stackTrace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
