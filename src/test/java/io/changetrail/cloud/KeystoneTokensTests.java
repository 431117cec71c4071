package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.LOGIN;
import static io.changetrail.cloud.CloudFixture.PROJECT;
import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.rms;
import static io.changetrail.cloud.CloudFixture.success;
import static io.changetrail.cloud.CloudFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** How often IAM is asked, and when not. */
class KeystoneTokensTests {

    private static final Reply GOOD = Reply.json(200, "{}");
    private static final Reply REFUSED = Reply.json(401, "{\"error\":{\"code\":401,\"message\":\"no\"}}");

    private final CloudFixture cloud;
    private final CloudServices services;
    private final CloudService rms;

    KeystoneTokensTests() throws IOException {
        cloud = new CloudFixture();
        services = cloud.services();
        rms = services.rms();
        cloud.server.on("/x", GOOD);
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Test
    void twentyCallersAtOnceAreOneLogin() {
        Flux.range(0, 20).flatMap(caller -> rms.get(rms("/x")), 20).blockLast(Duration.ofSeconds(30));

        assertThat(cloud.server.received(LOGIN)).hasSize(1);
        assertThat(cloud.server.received("/x"))
                .hasSize(20)
                .allMatch(request -> request.header("x-auth-token").equals("t1"));
    }

    @Test
    void theDomainAndEachProjectHaveTheirOwnToken() {
        success(rms.get(rms("/x")));
        success(rms.get(CloudRequest.get(PROJECT, "/x")));

        var logins = cloud.server.received(LOGIN);
        assertThat(logins.get(0).target()).isEqualTo(LOGIN + "?nocatalog=true");
        assertThat(logins.get(0).body()).contains("\"scope\":{\"domain\":{\"id\":\"d1\"}}");
        assertThat(logins.get(1).body()).contains("\"scope\":{\"project\":{\"id\":\"p1\"}}");
        assertThat(logins.get(1).body())
                .contains("\"name\":\"user\"", "\"password\":\"canary-password\"", "{\"name\":\"account\"}");
        assertThat(cloud.server.received("/x").get(1).header("x-auth-token")).isEqualTo("t2");
    }

    @Test
    void aTokenRefusedEarlyIsReplacedOnce() {
        cloud.server.on("/x", REFUSED, GOOD);

        success(rms.get(rms("/x")));

        assertThat(cloud.server.received(LOGIN)).hasSize(2);
        assertThat(cloud.server.received("/x").get(1).header("x-auth-token")).isEqualTo("t2");
    }

    @Test
    void aServiceThatRefusesEveryTokenIsNoLoginStorm() {
        cloud.server.on("/x", REFUSED);

        for (var call = 0; call < 10; call++) {
            assertThat(failure(rms.get(rms("/x"))).kind()).isEqualTo(Kind.UNAUTHORIZED);
        }
        assertThat(cloud.server.received(LOGIN)).hasSize(2);

        cloud.clock.forward(Duration.ofMinutes(2));
        failure(rms.get(rms("/x")));
        assertThat(cloud.server.received(LOGIN)).hasSize(3);
    }

    @Test
    void aTokenIsRenewedBeforeItExpires() {
        success(rms.get(rms("/x")));
        cloud.clock.forward(Duration.ofHours(19));
        success(rms.get(rms("/x")));
        assertThat(cloud.server.received(LOGIN)).hasSize(1);

        cloud.clock.forward(Duration.ofMinutes(13));
        success(rms.get(rms("/x")));
        assertThat(cloud.server.received(LOGIN)).hasSize(2);
    }

    @Test
    void whileIamIsDownTheLivingTokenServes() {
        cloud.server.on(LOGIN, token("t1"), Reply.json(503, "{}"));
        success(rms.get(rms("/x")));
        cloud.clock.forward(Duration.ofHours(20));

        success(rms.get(rms("/x")));

        assertThat(cloud.server.received("/x").get(1).header("x-auth-token")).isEqualTo("t1");
    }

    @Test
    void aWrongPasswordIsTriedOncePerPause() {
        cloud.server.on(LOGIN, REFUSED);

        for (var call = 0; call < 10; call++) {
            var failure = failure(rms.get(rms("/x")));
            assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
            assertThat(failure.getMessage()).startsWith("iam: ");
        }
        assertThat(cloud.server.received(LOGIN)).hasSize(1);

        cloud.clock.forward(Duration.ofMinutes(1));
        failure(rms.get(rms("/x")));
        cloud.clock.forward(Duration.ofMinutes(1));
        failure(rms.get(rms("/x")));
        assertThat(cloud.server.received(LOGIN))
                .as("the second pause is longer")
                .hasSize(2);
        assertThat(cloud.server.received("/x")).isEmpty();
    }

    @Test
    void iamThatIsDownIsLeftAloneAfterTheTriesOfOneCall() {
        cloud.server.on(LOGIN, Reply.json(503, "{}"));

        assertThat(failure(rms.get(rms("/x"))).status()).isEqualTo(503);
        assertThat(failure(rms.get(rms("/x"))).status()).isEqualTo(503);

        assertThat(cloud.server.received(LOGIN)).hasSize(4);
    }

    @Test
    void pausesWhileIamIsDownGrowAndEndWithTheFirstLogin() {
        var cooldown = new LoginCooldown(cloud.clock);
        var down = CloudException.unanswered("iam", Kind.UNAVAILABLE, null);
        for (var attempt = 0; attempt < 3; attempt++) {
            cooldown.unanswered(CloudFixture.DOMAIN, down);
            assertThat(cooldown.restingFrom(CloudFixture.DOMAIN)).isNull();
        }
        for (var pause : List.of(1, 2, 4, 8, 16, 16)) {
            cooldown.unanswered(CloudFixture.DOMAIN, down);
            cloud.clock.forward(Duration.ofSeconds(pause).minusMillis(1));
            assertThat(cooldown.restingFrom(CloudFixture.DOMAIN)).isSameAs(down);
            cloud.clock.forward(Duration.ofMillis(1));
            assertThat(cooldown.restingFrom(CloudFixture.DOMAIN)).isNull();
        }
        assertThat(cooldown.restingFrom(CloudFixture.PROJECT)).isNull();

        cooldown.accepted(CloudFixture.DOMAIN);
        cooldown.unanswered(CloudFixture.DOMAIN, down);

        assertThat(cooldown.restingFrom(CloudFixture.DOMAIN)).isNull();
    }

    @Test
    void aWrongPasswordForManyProjectsStaysBelowTheLock() {
        cloud.server.on(LOGIN, REFUSED);

        for (var project = 0; project < 20; project++) {
            failure(rms.get(CloudRequest.get(new CloudScope.Project("p" + project), "/x")));
        }

        assertThat(cloud.server.received(LOGIN)).hasSize(1);
    }

    @Test
    void aMendedPasswordWorksAfterThePause() {
        cloud.server.on(LOGIN, REFUSED, token("t9"));
        failure(rms.get(rms("/x")));
        cloud.clock.forward(Duration.ofMinutes(1));

        success(rms.get(rms("/x")));
    }

    @Test
    void iamThatAnswersWithoutATokenIsMalformed() {
        cloud.server.on(LOGIN, Reply.json(201, "{\"token\":{}}"));

        assertThat(failure(rms.get(rms("/x"))).kind()).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void fixedTokensAreSentPerScopeAndNeverRenewed() {
        var fixed = cloud.services(CloudFixture.tokens(), CloudFixture.QUICK).rms();
        cloud.server.on("/x", GOOD, REFUSED);

        success(fixed.get(rms("/x")));
        assertThat(failure(fixed.get(CloudRequest.get(PROJECT, "/x"))).kind()).isEqualTo(Kind.UNAUTHORIZED);

        assertThat(cloud.server.received("/x").stream().map(request -> request.header("x-auth-token")))
                .containsExactly("fixed-domain", "fixed-project");
        assertThat(cloud.server.received(LOGIN)).isEmpty();
    }
}
