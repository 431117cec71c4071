package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.Offer;
import io.changetrail.simulation.RecordVersion;
import io.changetrail.simulation.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the checker calls valid, what it finds, and that it never takes nothing for success. */
class CheckerTests {

    private static final Instant ZERO = Instant.parse("2026-03-10T12:00:00Z");
    private static final Offer OLD = offer("a", "v1", 0, 10);
    private static final Offer NEW = offer("a", "v2", 10, null);
    private static final Offer OTHER = offer("b", "v1", 5, null);

    @Test
    void whatIsStoredAsOfferedIsValid() {
        var found = check(List.of(OLD, NEW, OTHER), snapshot(old(OLD, 1), now(NEW, 2), now(OTHER, 1)));

        assertThat(found.verdict()).as(found.toString()).isEqualTo(Verdict.VALID);
        assertThat(found.stable()).isEqualTo(3);
    }

    @Test
    void nothingServedIsUnknownAndNeverAPass() {
        var evidence = new Evidence(List.of(), Map.of(), Set.of(), List.of(), ZERO, Duration.ZERO);

        assertThat(Checker.check(evidence, List.of(snapshot())).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aRecordThatIsNotStoredIsLost() {
        var found = check(List.of(OTHER, NEW), snapshot(now(OTHER, 1)));

        assertThat(found.lost()).singleElement().asString().contains("v2");
        assertThat(found.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void anOldVersionInPlaceOfTheNewOneIsLost() {
        assertThat(check(List.of(OLD, NEW), snapshot(now(OLD, 1))).lost()).hasSize(1);
    }

    @Test
    void aVersionThatWasOfferedLongAndOverwrittenIsLost() {
        assertThat(check(List.of(OLD, NEW), snapshot(now(NEW, 1))).lost())
                .singleElement()
                .asString()
                .contains("v1");
    }

    @Test
    void aVersionThatWasOfferedShortlyNeedNotBeRead() {
        var brief = offer("a", "v0", 9, 10);

        var found = check(List.of(brief, NEW), snapshot(now(NEW, 1)));

        assertThat(found.verdict()).isEqualTo(Verdict.VALID);
        assertThat(found.neverRead()).isEqualTo(1);
    }

    @Test
    void whatBecameVisibleAfterTheHorizonIsNotOwedYet() {
        var late = offer("c", "v1", 31, null);

        assertThat(check(List.of(OTHER, late), snapshot(now(OTHER, 1))).verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void aGapExcusesOnlyWhatIsOfferedNoMore() {
        var evidence = evidence(List.of(OLD, OTHER))
                .missing(List.of(new Missed("ecs", ZERO, ZERO.plusSeconds(60), "retention")));

        var found = Checker.check(evidence, List.of(snapshot()));

        assertThat(found.excusable()).hasSize(1);
        assertThat(found.lost()).singleElement().asString().contains("b");
    }

    @Test
    void aGapOfTheOtherSourceExcusesNothing() {
        var evidence =
                evidence(List.of(OLD)).missing(List.of(new Missed("rms", ZERO, ZERO.plusSeconds(60), "retention")));

        assertThat(Checker.check(evidence, List.of(snapshot())).lost()).hasSize(1);
    }

    @Test
    void whatIsGoneAgainIsLost() {
        var found = Checker.check(evidence(List.of(OLD)), List.of(snapshot(now(OLD, 1)), snapshot()));

        assertThat(found.lost()).anyMatch(example -> example.startsWith("gone again"));
    }

    @Test
    void whatWasNeverSentIsUnexpected() {
        var made = offer("made", "up", 0, null);

        assertThat(check(List.of(OTHER), snapshot(now(OTHER, 1), now(made, 1))).unexpected())
                .singleElement()
                .asString()
                .contains("made");
    }

    @Test
    void oneVersionUnderTwoIdsIsDuplicated() {
        var twin = new Stored(OTHER.version(), UUID.randomUUID(), 1, true, ZERO);

        assertThat(check(List.of(OTHER), snapshot(now(OTHER, 1), twin)).duplicated())
                .hasSize(1);
    }

    @Test
    void aVersionThatChangesNothingIsDuplicated() {
        assertThat(check(List.of(NEW), snapshot(old(NEW, 1), now(NEW, 2))).duplicated())
                .hasSize(1);
    }

    @Test
    void aContentThatComesBackIsAVersionOfItsOwn() {
        var found = check(List.of(OLD, NEW), snapshot(old(NEW, 1), old(OLD, 2), now(NEW, 3)));

        assertThat(found.duplicated()).isEmpty();
    }

    @Test
    void poisonHasToBeInQuarantineAndNothingElseMay() {
        var explained = new Quarantined("ecs", "bad", "poison");
        var other = new Quarantined("ecs", "bad", "unheard of");
        var quarantine = new Snapshot(ZERO, ZERO, ZERO, List.of(), List.of(explained, other), List.of());

        var found = Checker.check(evidence(List.of(OLD)).poisoned(Set.of("poison", "dropped")), List.of(quarantine));

        assertThat(found.unexplained()).singleElement().asString().contains("unheard of");
        assertThat(found.lost()).anyMatch(example -> example.contains("dropped"));
    }

    @Test
    void aCursorThatGoesBackOrAheadOfTheClockIsFound() {
        var ahead = at(new Position("ecs", "p", ZERO.plusSeconds(99), ZERO));
        var back = at(new Position("ecs", "p", ZERO, null));

        var found = Checker.check(evidence(List.of()), List.of(ahead, back));

        assertThat(found.backwards()).hasSize(3);
    }

    @Test
    void latencyIsFromVisibleToStored() {
        var found = Checker.check(evidence(List.of(NEW, OTHER)), List.of(at(), snapshot(now(NEW, 1), now(OTHER, 1))));

        assertThat(found.latencies().percentile(100)).isEqualTo(Duration.ofSeconds(15));
        assertThat(found.latencies().percentile(50)).isEqualTo(Duration.ofSeconds(10));
    }

    private static Findings check(List<Offer> offers, Snapshot snapshot) {
        return Checker.check(evidence(offers), List.of(snapshot));
    }

    /** Everything offered was sent; the last snapshot is of second 40, the horizon second 30, the grace 10 seconds. */
    private static Evidence evidence(List<Offer> offers) {
        var served = new HashMap<RecordVersion, Sighting>();
        served.put(RecordVersion.item("other", ZERO, "sent", "too"), new Sighting(ZERO, ZERO, 1));
        offers.forEach(offer -> served.put(offer.version(), new Sighting(offer.from(), offer.from(), 1)));
        return new Evidence(offers, served, Set.of(), List.of(), ZERO.plusSeconds(30), Duration.ofSeconds(10));
    }

    private static Offer offer(String key, String hash, long from, @Nullable Integer until) {
        var end = until == null ? null : ZERO.plusSeconds(until);
        return new Offer(new RecordVersion("ecs", key, hash), ZERO, ZERO.plusSeconds(from), end, true);
    }

    private static Snapshot snapshot(Stored... stored) {
        var at = ZERO.plusSeconds(40);
        return new Snapshot(at, at, at, List.of(stored), List.of(), List.of());
    }

    private static Snapshot at(Position... positions) {
        return new Snapshot(ZERO, ZERO, ZERO, List.of(), List.of(), Arrays.asList(positions));
    }

    private static Stored old(Offer offer, int number) {
        return stored(offer, number, false);
    }

    private static Stored now(Offer offer, int number) {
        return stored(offer, number, true);
    }

    private static Stored stored(Offer offer, int number, boolean current) {
        var id = UUID.nameUUIDFromBytes(offer.version().key().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new Stored(offer.version(), id, number, current, ZERO.plusSeconds(20));
    }
}
