package io.changetrail.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.sync.Shortfall;
import io.changetrail.sync.StreamKey;
import io.changetrail.sync.Trouble;
import org.junit.jupiter.api.Test;

class OutagesTests {

    private static final StreamKey STREAM = new StreamKey("rms", "domain");
    private static final Shortfall DOWN = new Shortfall(Shortfall.Kind.OUTAGE, "503");

    private final Outages outages = new Outages();

    @Test
    void listsThatAnswerAgainEndTheOutageOfLists() {
        var down = new Trouble();
        down.noteOfLists(DOWN);
        down.note(DOWN);
        assertThat(outages.endsWithLists(STREAM, down)).isFalse();
        assertThat(outages.endsWithReads(STREAM, down, 1)).isFalse();

        assertThat(outages.endsWithLists(STREAM, new Trouble())).isTrue();
        assertThat(outages.endsWithLists(STREAM, new Trouble())).as("once").isFalse();
    }

    @Test
    void theFirstServerReadAfterAllFailedEndsTheOutageOfReads() {
        assertThat(outages.endsWithReads(STREAM, failed(2), 2)).isFalse();
        assertThat(outages.endsWithLists(STREAM, new Trouble()))
                .as("lists say nothing of it")
                .isFalse();
        assertThat(outages.endsWithReads(STREAM, new Trouble(), 0))
                .as("nobody was tried")
                .isFalse();

        assertThat(outages.endsWithReads(STREAM, failed(1), 2)).isTrue();
        assertThat(outages.endsWithReads(STREAM, failed(1), 2)).as("once").isFalse();
    }

    @Test
    void oneServerThatFailsIsNoOutage() {
        outages.endsWithReads(STREAM, failed(1), 1);

        assertThat(outages.endsWithReads(STREAM, new Trouble(), 5)).isFalse();
    }

    private static Trouble failed(int times) {
        var trouble = new Trouble();
        for (int i = 0; i < times; i++) {
            trouble.note(DOWN);
        }
        return trouble;
    }
}
