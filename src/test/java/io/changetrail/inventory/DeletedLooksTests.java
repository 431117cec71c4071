package io.changetrail.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.support.DatabaseTestConfiguration;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@JdbcTest
@Import(DatabaseTestConfiguration.class)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@ExtendWith(OutputCaptureExtension.class)
class DeletedLooksTests {

    private static final Instant NOW = Instant.parse("2024-03-01T00:00:00Z");

    private final JdbcClient jdbc;
    private final DeletedLooks looks;

    DeletedLooksTests(@Autowired JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.looks = new DeletedLooks(new Paces(jdbc));
    }

    @BeforeEach
    void empty() {
        jdbc.sql("truncate pace").update();
    }

    @Test
    void theyAreHourly() {
        assertThat(looks.isDue(NOW)).isTrue();
        looks.succeeded(NOW);

        assertThat(pause(NOW)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void afterAFailureTheyComeSoonAndEverLaterUntilHourly(CapturedOutput output) {
        var then = NOW;
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            looks.failed(then, "status 403");
            assertThat(pause(then)).isEqualTo(Duration.ofMinutes(minutes));
            then = then.plus(Duration.ofMinutes(minutes));
        }
        looks.succeeded(then);
        looks.succeeded(then);

        assertThat(output.getAll().lines().filter(line -> line.contains("list of deleted servers")))
                .as("a line when it begins, and one when it ends")
                .hasSize(2)
                .anyMatch(line -> line.contains("status 403"));
        looks.failed(then, "status 403");
        assertThat(pause(then)).as("the next failure is the first again").isEqualTo(DeletedLooks.SHORTEST);
    }

    /** Until the first whole minute in which a look is due. */
    private Duration pause(Instant since) {
        var pause = Duration.ZERO;
        while (!looks.isDue(since.plus(pause))) {
            pause = pause.plusMinutes(1);
        }
        return pause;
    }
}
