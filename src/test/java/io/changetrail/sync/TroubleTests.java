package io.changetrail.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.sync.Shortfall.Kind;
import org.junit.jupiter.api.Test;

/** Of many troubles the one is told that somebody can mend. */
class TroubleTests {

    private final Trouble trouble = new Trouble();

    @Test
    void withoutTroubleOrFailingServersTheWalkIsWhole() {
        assertThat(trouble.unless(0)).isEmpty();
        assertThat(trouble.unless(1)).map(Shortfall::kind).contains(Kind.WAITING);
    }

    @Test
    void troubleWithAServerThatWasReadInTheEndIsNone() {
        trouble.note(new Shortfall(Kind.OUTAGE, "503"));

        assertThat(trouble.unless(0)).isEmpty();
    }

    @Test
    void listsComeFirst() {
        trouble.note(new Shortfall(Kind.FORBIDDEN, "403"));
        trouble.noteOfLists(new Shortfall(Kind.OUTAGE, "503"));

        assertThat(trouble.unless(0)).map(Shortfall::what).contains("503");
    }

    @Test
    void aRefusalIsToldBeforeAnOutageAndAnOutageBeforeTheRecorder() {
        trouble.note(new Shortfall(Kind.RECORDER_OFF, "off"));
        assertThat(trouble.unless(1)).map(Shortfall::what).contains("off");
        trouble.note(new Shortfall(Kind.OUTAGE, "503"));
        trouble.note(new Shortfall(Kind.FORBIDDEN, "403"));
        trouble.note(new Shortfall(Kind.OUTAGE, "500"));

        assertThat(trouble.unless(1)).map(Shortfall::what).contains("403");
    }
}
