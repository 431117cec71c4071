package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.Proof.Leave;
import io.changetrail.cloud.Proof.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who may try credentials, and when. */
class ProofTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Proof proof = Proof.NEW;
    private Instant now = NOW;

    @Test
    void oneTriesAndTheOthersWaitUntilItIsProven() {
        assertThat(claim("a")).isEqualTo(Leave.GO);
        assertThat(claim("b")).isEqualTo(Leave.WAIT);

        settle(Verdict.ACCEPTED, "a");

        assertThat(claim("a")).isEqualTo(Leave.GO);
        assertThat(claim("b")).isEqualTo(Leave.GO);
    }

    @Test
    void pausesGrowAndTheFifthRefusalIsTheLast() {
        for (var minutes : new int[] {1, 2, 4, 8}) {
            assertThat(claim("a")).isEqualTo(Leave.GO);
            settle(Verdict.REFUSED, "a");
            later(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(claim("a")).isEqualTo(Leave.REST);
            later(Duration.ofSeconds(1));
        }
        assertThat(claim("a")).isEqualTo(Leave.GO);
        settle(Verdict.REFUSED, "a");

        later(Duration.ofDays(300));
        assertThat(claim("a")).isEqualTo(Leave.NEVER);
        assertThat(proof.bad()).isEqualTo(5);
    }

    @Test
    void triesUnderWayCountAsIfTheyWereBad() {
        provenAt("a");
        for (var call = 0; call < 5; call++) {
            assertThat(claim("a")).isEqualTo(Leave.GO);
        }
        assertThat(claim("a")).isEqualTo(Leave.WAIT);

        settle(Verdict.NEUTRAL, "a");
        assertThat(claim("a")).isEqualTo(Leave.GO);
    }

    @Test
    void aScopeThatIsRefusedAloneCannotEndCredentialsThatAreGoodElsewhere() {
        provenAt("good");
        for (var call = 0; call < 3; call++) {
            assertThat(claim("bad")).isEqualTo(Leave.GO);
            settle(Verdict.REFUSED, "bad");
            later(Duration.ofMinutes(10));
        }
        assertThat(claim("bad")).isEqualTo(Leave.REST);

        provenAt("good");
        assertThat(claim("bad")).isEqualTo(Leave.GO);
    }

    @Test
    void aScopeThatDoesNotComeBackKeepsNothingFromTheOthers() {
        provenAt("gone");
        for (var call = 0; call < 3; call++) {
            claim("other");
            settle(Verdict.REFUSED, "other");
            later(Duration.ofMinutes(10));
        }
        later(Duration.ofDays(1));

        assertThat(claim("other")).isEqualTo(Leave.GO);
    }

    @Test
    void aTryWhoseEndNobodySawIsBadButNotTheLast() {
        for (var call = 0; call < 10; call++) {
            assertThat(claim("a")).isEqualTo(Leave.GO);
            settle(Verdict.UNKNOWN, "a");
        }
        assertThat(proof.bad()).isEqualTo(4);
        assertThat(proof.state()).isEqualTo(State.UNPROVEN);

        claim("a");
        settle(Verdict.REFUSED, "a");
        assertThat(proof.state()).isEqualTo(State.DEAD);
    }

    @Test
    void aReplicaThatDiedWhileTryingIsNotWaitedForForEver() {
        claim("a");
        later(Duration.ofSeconds(59));
        assertThat(claim("a")).isEqualTo(Leave.WAIT);
        later(Duration.ofSeconds(1));

        assertThat(claim("a")).isEqualTo(Leave.GO);
        assertThat(proof.bad()).isEqualTo(1);
    }

    @Test
    void manyRefusalsOfAProvenKeyAtTheSameTimeAreOne() {
        provenAt("a");
        for (var call = 0; call < 8; call++) {
            proof = proof.doubt(now).proof();
        }

        assertThat(proof.state()).isEqualTo(State.REFUSED);
        assertThat(proof.bad()).isEqualTo(1);
        assertThat(claim("a")).isEqualTo(Leave.REST);
    }

    @Test
    void anotherSecretOfTheSameKeyGetsOnlyWhatIsLeftOfTheFive() {
        assertThat(proof.claim("a", 5, now).leave()).isEqualTo(Leave.REST);
        assertThat(proof.claim("a", 4, now).leave()).isEqualTo(Leave.GO);
    }

    private void provenAt(String scope) {
        claim(scope);
        settle(Verdict.ACCEPTED, scope);
    }

    private Leave claim(String scope) {
        var move = proof.claim(scope, 0, now);
        proof = move.proof();
        return move.leave();
    }

    private void settle(Verdict verdict, String scope) {
        proof = proof.settle(verdict, scope, now).proof();
    }

    private void later(Duration time) {
        now = now.plus(time);
    }
}
