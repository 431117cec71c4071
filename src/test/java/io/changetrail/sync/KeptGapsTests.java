package io.changetrail.sync;

import static io.changetrail.sync.GapReason.BACKFILL;
import static io.changetrail.sync.GapReason.MICROVERSION;
import static io.changetrail.sync.GapReason.NOT_SWEPT;
import static io.changetrail.sync.GapReason.OUTAGE;
import static io.changetrail.sync.GapReason.RECORDER_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.StoredRows;
import io.changetrail.timeline.web.OpenMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was not seen stays a gap when all is well again; walks are made by hand. */
@OpenMode
class KeptGapsTests {

    private static final StreamKey ECS = new StreamKey("ecs", "p1");
    private static final StreamKey RMS = new StreamKey("rms", "domain");
    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Shortfall AWAY = new Shortfall(Shortfall.Kind.OUTAGE, "the cloud is away");
    private static final Shortfall NO_TIME = new Shortfall(Shortfall.Kind.UNFINISHED, "there was no time");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Instant start = now.minus(Duration.ofDays(10));
    private final Streams streams;
    private final RecorderSightings sightings;
    private final Coverages coverages;
    private final GapRows ledger;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    KeptGapsTests(
            @Autowired Streams streams,
            @Autowired RecorderSightings sightings,
            @Autowired Coverages coverages,
            @Autowired GapRows ledger,
            @Autowired JdbcClient jdbc,
            @Autowired PlatformTransactionManager transactions) {
        this.streams = streams;
        this.sightings = sightings;
        this.coverages = coverages;
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        new StoredRows(jdbc).clear();
    }

    @Test
    void anOutageDuringTheFirstBackfill() {
        streams.release(listed(start), NO_TIME);
        for (int day = 1; day <= 3; day++) {
            streams.release(claimed(day(day)), AWAY);
        }
        streams.release(listed(day(4)), NO_TIME);
        assertThat(gaps()).extracting(Gap::reason).contains(BACKFILL);

        streams.complete(listed(day(4).plusSeconds(30)));
        assertThat(gaps()).containsExactly(Gap.closed(start, day(4), OUTAGE));
    }

    @Test
    void aStopDuringTheFirstBackfillThatNobodySaw() {
        streams.release(listed(start), NO_TIME);

        streams.complete(listed(day(2)));
        assertThat(gaps()).containsExactly(Gap.closed(start, day(2), OUTAGE));
    }

    @Test
    void anOutageThatBeganWhenAFastClockHadBeenPutBack() {
        streams.complete(listed(now.plus(Duration.ofHours(1))));
        streams.release(claimed(now.plusSeconds(1)), AWAY);
        assertThat(gaps()).hasSize(1).allSatisfy(gap -> {
            assertThat(gap.reason()).isEqualTo(OUTAGE);
            assertThat(gap.since()).isBetween(now.minus(SHORT), now.plus(SHORT));
        });

        streams.complete(listed(now.plus(Duration.ofHours(3))));
        assertThat(kept(ECS)).singleElement().satisfies(gap -> {
            assertThat(gap.since()).isBetween(now.minus(SHORT), now.plus(SHORT));
            assertThat(gap.until()).isEqualTo(now.plus(Duration.ofHours(3)));
        });
    }

    @Test
    void aFastClockThatWasPutBackWhileNobodyWasThere() {
        streams.complete(listed(now.plus(Duration.ofHours(1))));
        jdbc.sql("""
                        update stream set whole_at = whole_at - interval '2 days', lease_until = null, cursor_at = null,
                                          whole_began_at = whole_began_at - interval '2 days',
                                          complete_until = complete_until - interval '2 days'
                        """).update();

        streams.complete(listed(now));
        assertThat(kept(ECS))
                .singleElement()
                .satisfies(gap -> assertThat(gap.since())
                        .isBetween(
                                now.minus(Duration.ofDays(2)).minus(SHORT),
                                now.minus(Duration.ofDays(2)).plus(SHORT)));
    }

    @Test
    void aClockThatIsRightIsTrusted() {
        streams.complete(listed(now.minusSeconds(30)));
        streams.release(claimed(now), AWAY);

        assertThat(coverages.of(List.of("p1"), Instant.EPOCH, now).getFirst().completeUntil())
                .isEqualTo(now.minusSeconds(30));
    }

    @Test
    void aRecorderThatIsOffAndWasNeverSeenOn() {
        streams.complete(listed(RMS, start));
        var walk = listed(RMS, day(1));
        sightings.off(walk);

        assertThat(kept(RMS)).isEmpty();
        sightings.on(walk, null);
        assertThat(kept(RMS)).containsExactly(Gap.closed(Instant.EPOCH, day(1), RECORDER_OFF));
    }

    @Test
    void aRecorderThatIsOffSinceAHistoryWasReadOrItWasSeenOn() {
        streams.complete(listed(RMS, start));
        var refused = listed(RMS, day(3));
        sightings.refused(refused, () -> day(2));
        sightings.on(refused, null);
        assertThat(kept(RMS)).containsExactly(Gap.closed(day(2), day(3), RECORDER_OFF));

        var again = listed(RMS, day(5));
        sightings.refused(again, () -> day(4));
        sightings.readable(again);
        assertThat(kept(RMS)).containsExactly(Gap.closed(day(2), day(5), RECORDER_OFF));
    }

    @Test
    void whatNovaHidUntilItWasRenewed() {
        var old = listed(ECS, start);
        streams.limited(old, "microversion");
        streams.complete(old);
        streams.limited(listed(day(1)), null);

        assertThat(kept(ECS)).contains(Gap.closed(Instant.EPOCH, day(1), MICROVERSION));
    }

    private Instant day(int number) {
        return start.plus(Duration.ofDays(number));
    }

    private Walk claimed(Instant at) {
        return streams.claim(ECS, at).orElseThrow();
    }

    private Walk listed(Instant at) {
        return listed(ECS, at);
    }

    /** A walk whose list is committed; it sweeps in the beginning only, so that its list shows deletions. */
    private Walk listed(StreamKey stream, Instant at) {
        var claimed = streams.claim(stream, at).orElseThrow();
        var walk = new Walk(stream, claimed.epoch(), at, claimed.cursor(), false);
        transaction.executeWithoutResult(status -> streams.listed(walk));
        return walk;
    }

    /** Also those that end in the future. */
    private List<Gap> kept(StreamKey stream) {
        return ledger.within(Instant.EPOCH, now.plus(Duration.ofDays(1))).getOrDefault(stream, List.of());
    }

    private List<Gap> gaps() {
        return coverages.of(List.of("p1"), Instant.EPOCH, Instant.now()).getFirst().gaps().stream()
                .filter(gap -> gap.reason() != NOT_SWEPT)
                .toList();
    }
}
