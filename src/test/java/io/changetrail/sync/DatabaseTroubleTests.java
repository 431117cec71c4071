package io.changetrail.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.TransactionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.transaction.CannotCreateTransactionException;
import reactor.test.StepVerifier;

/** What is tried again, how often, and how long the upstreams are left alone. */
class DatabaseTroubleTests {

    @ParameterizedTest
    @CsvSource({
        "40001,CONFLICT,6",
        "40P01,CONFLICT,6",
        "55P03,CONFLICT,6",
        "57P01,CUT,3",
        "08006,CUT,3",
        "57P03,AWAY,1",
        "53300,AWAY,1",
        "53100,AWAY,1",
        "08001,AWAY,1",
        "25006,AWAY,1",
        "58030,AWAY,1",
        "23505,OTHER,1",
        "22P05,OTHER,1"
    })
    void eachSqlStateIsTriedSoOften(String state, DatabaseTrouble trouble, int tries) {
        var tried = new AtomicInteger();
        var failure = new UncategorizedSQLException("task", "sql", new SQLException("told", state));

        StepVerifier.create(Database.run(() -> {
                    tried.incrementAndGet();
                    throw failure;
                }))
                .verifyErrorMatches(failure::equals);

        assertThat(DatabaseTrouble.of(failure)).isEqualTo(trouble);
        assertThat(tried).hasValue(tries);
    }

    @Test
    void workThatSucceedsInTheEndHasNoTrouble() {
        var tried = new AtomicInteger();

        StepVerifier.create(Database.call(() -> {
                    if (tried.incrementAndGet() < 4) {
                        throw new SQLException("deadlock", "40P01");
                    }
                    return "done";
                }))
                .expectNext("done")
                .verifyComplete();
    }

    @Test
    void noConnectionIsKnownWithoutAState() {
        assertThat(DatabaseTrouble.of(new CannotCreateTransactionException(
                        "no", new SQLTransientConnectionException("not available, request timed out"))))
                .isEqualTo(DatabaseTrouble.AWAY);
        assertThat(DatabaseTrouble.of(new DataAccessResourceFailureException("gone")))
                .isEqualTo(DatabaseTrouble.AWAY);
        assertThat(DatabaseTrouble.of(new IllegalStateException("a bug"))).isEqualTo(DatabaseTrouble.OTHER);
    }

    @Test
    void aRollbackThatIsImpossibleIsALostConnection() {
        var failure = new JpaSystemException(new TransactionException(
                "Unable to rollback against JDBC Connection", new SQLException("Connection is closed")));

        assertThat(DatabaseTrouble.of(failure)).isEqualTo(DatabaseTrouble.CUT);
        assertThat(Database.isAway(failure)).isTrue();
    }

    @Test
    void thePauseDoublesUpToItsLongestAndEndsOnceTheDatabaseWorks() {
        var pause = new DatabasePause();
        var now = Instant.EPOCH;

        pause.failed(now);
        pause.failed(now.plusMillis(500));
        assertThat(pause.lastsAt(now.plusMillis(999))).isTrue();
        assertThat(pause.lastsAt(now.plusSeconds(1))).isFalse();

        for (int i = 0; i < 10; i++) {
            now = now.plus(Duration.ofMinutes(1));
            pause.failed(now);
        }
        assertThat(pause.lastsAt(now.plus(DatabasePause.LONGEST).minusMillis(1)))
                .isTrue();
        assertThat(pause.lastsAt(now.plus(DatabasePause.LONGEST))).isFalse();

        pause.worked();
        pause.failed(now);
        assertThat(pause.lastsAt(now.plus(DatabasePause.FIRST))).isFalse();
    }
}
