package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.AwkwardWorlds;
import io.changetrail.simulation.BadTries;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.RunningService;
import io.changetrail.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two replicas with credentials that the cloud refuses, mended in the mounted files while they run. */
class WrongCredentialsTests {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration WATCHED = Duration.ofSeconds(3);

    @TempDir
    Path secrets;

    private final SimulatedCloud cloud = AwkwardWorlds.start(0, Clock.fixed(Instant.now(), ZoneOffset.UTC));
    private final List<RunningService> replicas = new ArrayList<>();
    private TestDatabase database;

    /** What is wrong at first. */
    enum Kind {
        SIGNATURE("secret-key"),
        LOGIN("password");

        private final String file;

        Kind(String file) {
            this.file = file;
        }

        BadTries tries(SimulatedCloud cloud) {
            return this == LOGIN ? cloud.logins() : cloud.signatures().tries();
        }

        String right() {
            return this == LOGIN ? "simulated-password" : "right-secret";
        }
    }

    @BeforeEach
    void startDatabase() throws IOException {
        database = TestDatabase.start();
        cloud.signatures().accept("AccessKey", "right-secret", null);
    }

    @AfterEach
    void stop() throws Exception {
        replicas.forEach(RunningService::close);
        cloud.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void oneCallOfOneReplicaIsRefusedAndTheMendedOneIsUsedWithoutARestart(Kind kind) {
        write(kind, "wrong");
        start(kind);
        start(kind);
        await("the first refusal").atMost(SOON).until(() -> kind.tries(cloud).all() > 0);
        staysAt(kind, 1);

        write(kind, kind.right());

        awaitEverythingRead();
        assertThat(kind.tries(cloud).mostInARow()).isEqualTo(1);
    }

    @Test
    void afterFiveBadSignaturesNobodySignsAgainNotEvenAfterARestart() {
        var kind = Kind.SIGNATURE;
        write(kind, "wrong");
        start(kind);
        start(kind);
        for (var tries = 1; tries <= 5; tries++) {
            var so = tries;
            await("refusal " + tries).atMost(SOON).until(() -> bad() == so);
            sql("update credential_proof set rests_until = now()");
        }
        staysAt(kind, 5);
        replicas.removeFirst().close();
        start(kind);
        staysAt(kind, 5);

        sql("update credential_proof set refused_at = refused_at - interval '6 minutes'");
        write(kind, kind.right());

        awaitEverythingRead();
        assertThat(kind.tries(cloud).mostInARow()).isEqualTo(5);
    }

    private void awaitEverythingRead() {
        await("both sources are read whole")
                .atMost(SOON)
                .until(() -> replicas.getFirst()
                                .database()
                                .sql("select count(*) from stream where complete_until is not null")
                                .query((row, number) -> row.getInt(1))
                                .single()
                        >= 2);
    }

    private void staysAt(Kind kind, int refusals) {
        await("no more tries")
                .during(WATCHED)
                .atMost(SOON)
                .until(() -> kind.tries(cloud).all() == refusals);
    }

    private int bad() {
        return replicas.getFirst()
                .database()
                .sql("select coalesce(max(bad), 0) from credential_proof")
                .query((row, number) -> row.getInt(1))
                .single();
    }

    private void sql(String statement) {
        replicas.getFirst().database().sql(statement).update();
    }

    private void write(Kind kind, String secret) {
        new MountedSecrets(secrets).write(kind.file, secret);
    }

    private void start(Kind kind) {
        var environment = new HashMap<String, String>(
                kind == Kind.LOGIN ? cloud.environment() : cloud.signingEnvironment("AccessKey", ""));
        environment.remove("CHANGETRAIL_CLOUD_CREDENTIALS_PASSWORD");
        environment.remove("CHANGETRAIL_CLOUD_CREDENTIALS_SECRET_KEY");
        environment.putAll(database.environment());
        environment.put("SPRING_CONFIG_IMPORT", "configtree:" + secrets + "/");
        environment.put("CHANGETRAIL_CLOUD_MAX_CONCURRENCY", "8");
        replicas.add(MountedSecrets.start(environment));
    }
}
