package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.AwkwardWorlds;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.RunningService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporary keys that are replaced under a running service, file after file. */
class RotationTests {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final SimulatedCloud cloud = AwkwardWorlds.start(0, Clock.fixed(Instant.now(), ZoneOffset.UTC));
    private MountedSecrets secrets;
    private RunningService service;

    @BeforeEach
    void startWithTheFirstKeys() {
        secrets = new MountedSecrets(folder);
        cloud.signatures().accept("First", "first-secret", "first-token");
        cloud.signatures().accept("Second", "second-secret", "second-token");
        secrets.write("access-key", "First");
        secrets.write("secret-key", "first-secret");
        secrets.write("security-token", "first-token");
        service = MountedSecrets.start(secrets.environment(cloud));
        awaitGoodCalls();
    }

    @AfterEach
    void stop() {
        service.close();
        cloud.close();
    }

    @Test
    void allThreeChangeTogether() {
        secrets.write("access-key", "Second");
        secrets.write("secret-key", "second-secret");
        secrets.write("security-token", "second-token");

        awaitTheSecondKeys();
        cloud.signatures().forget("First");
        awaitGoodCalls();
        assertThat(cloud.signatures().tries().mostInARow()).isLessThanOrEqualTo(1);
    }

    @Test
    void aSetThatStaysHalfWrittenIsRefusedOnceAndTheOldKeysGoOn() {
        secrets.write("access-key", "Second");
        await("the half is tried")
                .atMost(SOON)
                .until(() -> cloud.signatures().tries().all() == 1);
        awaitGoodCalls();
        assertThat(cloud.signatures().lastGood()).isEqualTo("First");

        secrets.write("secret-key", "second-secret");
        secrets.write("security-token", "second-token");

        awaitTheSecondKeys();
        cloud.signatures().forget("First");
        awaitGoodCalls();
        assertThat(cloud.signatures().tries().mostInARow()).isEqualTo(1);
    }

    private void awaitTheSecondKeys() {
        await("the second keys alone are used")
                .during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> "Second".equals(cloud.signatures().lastGood()));
    }

    private void awaitGoodCalls() {
        var before = cloud.signatures().tries().goodOnes();
        await("good calls").atMost(SOON).until(() -> cloud.signatures().tries().goodOnes() > before + 5);
    }
}
