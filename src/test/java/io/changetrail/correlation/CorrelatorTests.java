package io.changetrail.correlation;

import static io.changetrail.correlation.ServerStory.active;
import static io.changetrail.correlation.ServerStory.flavor;
import static io.changetrail.correlation.ServerStory.power;
import static io.changetrail.correlation.ServerStory.property;
import static io.changetrail.correlation.ServerStory.stopped;
import static io.changetrail.correlation.ServerStory.volumes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.changetrail.rms.HistoryItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Situations that the join must judge right, each told by a handful of records. */
class CorrelatorTests {

    private final ServerStory story = new ServerStory();

    @Test
    void aStopExplainsTheStoppedServer() {
        story.action("req-a", "stop", 0, 10).capture(16, 10, stopped());

        assertThat(causes()).containsExactly("req-a");
        assertThat(change().attribution()).isEqualTo(Attribution.ATTRIBUTED);
        assertThat(change().best()).isEqualTo(ServerStory.at(10));
        assertThat(effects()).containsExactly(Effect.VISIBLE);
    }

    @Test
    void theNearestOfTwoStopsWins() {
        story.action("req-a", "stop", 0, 10)
                .action("req-b", "start", 20, 24)
                .action("req-c", "stop", 60, 66)
                .capture(73, 66, stopped());

        assertThat(causes()).containsExactly("req-c");
        assertThat(effects()).containsExactly(Effect.MASKED, Effect.MASKED, Effect.VISIBLE);
    }

    @Test
    void anActionThatCannotChangeThePropertyIsNoCandidate() {
        story.action("req-a", "stop", 0, 10)
                .action("req-b", "attach_volume", 11, 13)
                .capture(16, 10, stopped());

        assertThat(links()).extracting(Link::requestId).containsExactly("req-a");
    }

    @Test
    void eachOfTwoStopsExplainsItsOwnCapture() {
        story.action("req-a", "stop", 0, 10)
                .capture(16, 10, stopped())
                .action("req-b", "start", 100, 104)
                .capture(111, 104, active())
                .action("req-c", "stop", 200, 210)
                .capture(217, 210, stopped());

        assertThat(story.correlate().links().stream().filter(Link::cause))
                .extracting(Link::requestId)
                .containsExactly("req-a", "req-b", "req-c");
    }

    @Test
    void theSecondStopWithoutActionIsNotBlamedOnTheFirst() {
        story.action("req-a", "stop", 0, 10)
                .capture(16, 10, stopped())
                .action("req-b", "start", 100, 104)
                .capture(111, 104, active())
                .capture(5_000, 4_990, stopped());

        assertThat(causes()).isEmpty();
        assertThat(change().attribution()).isEqualTo(Attribution.UNATTRIBUTED);
    }

    @Test
    void twoEquallyGoodStopsAreAmbiguous() {
        story.action("req-a", "stop", 0, 10).action("req-b", "stop", 0, 10).capture(16, 10, stopped());

        assertThat(links()).hasSize(2).allMatch(link -> link.score() < 0.9);
        assertThat(change().attribution()).isEqualTo(Attribution.AMBIGUOUS);
    }

    @Test
    void aLateCaptureIsLinkedByNovasOwnClock() {
        story.action("req-a", "stop", 0, 10).capture(3 * 3_600, 10, stopped());

        assertThat(causes()).containsExactly("req-a");
    }

    @Test
    void aPowerChangeLongAfterAnyActionIsUnattributed() {
        story.action("req-a", "reboot", 0, 10).capture(9_000, 8_990, stopped());

        assertThat(causes()).isEmpty();
        assertThat(change().attribution()).isEqualTo(Attribution.UNATTRIBUTED);
    }

    @Test
    void tagsAreExternalEvenRightAfterAnAction() {
        story.action("req-a", "stop", 0, 10)
                .capture(16, 10, it -> it.putObject("tags").put("team", "blue"));

        assertThat(causes()).isEmpty();
        assertThat(change().attribution()).isEqualTo(Attribution.EXTERNAL);
        assertThat(effects()).containsExactly(Effect.NONE_UNEXPECTED);
    }

    @Test
    void aCaptureWithTagsAndPowerIsPartial() {
        story.action("req-a", "stop", 0, 10).capture(16, 10, it -> {
            it.putObject("tags").put("team", "blue");
            stopped().accept(it);
        });

        assertThat(causes()).containsExactly("req-a");
        assertThat(change().attribution()).isEqualTo(Attribution.PARTIAL);
    }

    @Test
    void aResizeExplainsFlavorHostPowerAndLaunchTimeAsOneLink() {
        story.action("req-a", "resize", 0, 40).capture(47, 40, it -> {
            flavor("s2.large.2").accept(it);
            power("resized", 1, "VERIFY_RESIZE").accept(it);
            property("hostId", "h2").accept(it);
            property("OsSrvUsgLaunchedAt", "2026-03-01T12:00:39.000000").accept(it);
        });

        assertThat(links()).singleElement().satisfies(link -> {
            assertThat(link.paths()).hasSize(story.last().diff().size());
            assertThat(link.score()).isGreaterThan(0.99);
        });
        assertThat(change().attribution()).isEqualTo(Attribution.ATTRIBUTED);
    }

    @Test
    void aFailedResizeWithoutChangeHasFailed() {
        story.action("req-a", "resize", 0, 40.0, "Error");

        assertThat(effects()).containsExactly(Effect.FAILED);
    }

    @Test
    void aFailedCreateIsKnownByTheErrorItLeaves() {
        var created = ServerStory.ofNewServer().action("req-a", "create", 0, 40).capture(45, 40, it -> {
            it.put("created", "2026-03-01T12:00:01Z");
            power("error", 0, "ERROR").accept(it);
        });

        assertThat(created.correlate().actions()).singleElement().matches(ActionClass::errorSeen);
    }

    @Test
    void theFirstItemOfANewServerIsLinkedToItsCreate() {
        var created = ServerStory.ofNewServer()
                .action("req-a", "create", 0, 40)
                .capture(47, 40, it -> it.put("created", "2026-03-01T12:00:01Z"));

        var correlation = created.correlate();
        assertThat(correlation.links()).singleElement().satisfies(link -> {
            assertThat(link.cause()).isTrue();
            assertThat(link.paths()).isEmpty();
            assertThat(link.score()).isGreaterThanOrEqualTo(0.9);
        });
        assertThat(correlation.changes()).first().matches(it -> it.attribution() == Attribution.ATTRIBUTED);
    }

    @Test
    void theFirstSightOfAnOldServerIsABaseline() {
        assertThat(change().attribution()).isEqualTo(Attribution.BASELINE);
        assertThat(links()).isEmpty();
    }

    @Test
    void aDeleteAndItsConfirmUnderOneRequestIsOneLink() {
        story.action("req-a", "confirmResize", 0, 5)
                .action("req-a", "delete", 0, 9)
                .deleted(15);

        assertThat(links()).singleElement().satisfies(link -> {
            assertThat(link.requestId()).isEqualTo("req-a");
            assertThat(link.paths()).containsExactly("/state");
        });
        assertThat(effects()).containsExactly(Effect.MASKED, Effect.VISIBLE);
    }

    @Test
    void aDeleteThatNovaDidNotRecordIsExternal() {
        story.deleted(15);

        assertThat(change().attribution()).isEqualTo(Attribution.EXTERNAL);
    }

    @Test
    void aTouchIsLinkedToTheRebootThatMovedUpdated() {
        story.action("req-a", "reboot", 0, 30).capture(37, 30, it -> {});

        assertThat(causes()).containsExactly("req-a");
        assertThat(change().attribution()).isEqualTo(Attribution.ATTRIBUTED);
        assertThat(effects()).containsExactly(Effect.VISIBLE);
    }

    @Test
    void aTouchOfNobodyIsUnchanged() {
        story.action("req-a", "reboot", 0, 30).capture(500, 480, it -> {});

        assertThat(change().attribution()).isEqualTo(Attribution.UNCHANGED);
        assertThat(effects()).containsExactly(Effect.NONE_EXPECTED);
    }

    @Test
    void twoVolumesOfOneCaptureTakeTwoActionsInTheOrderOfTheirDevices() {
        story.action("req-a", "attach_volume", 0, 5)
                .action("req-b", "attach_volume", 6, 11)
                .capture(18, volumes("v0", "v2", "v1"));

        assertThat(paths())
                .containsEntry("req-a", List.of("/properties/ExtVolumesAttached/v2"))
                .containsEntry("req-b", List.of("/properties/ExtVolumesAttached/v1"));
    }

    @Test
    void aTaskStateBelongsToTheActionAtWork() {
        story.action("req-a", "resize", 0, 60)
                .capture(20, 2, property("OsExtStsTaskState", "resize_migrating"))
                .capture(66, 60, it -> {
                    property("OsExtStsTaskState", null).accept(it);
                    flavor("s2.large.2").accept(it);
                    power("resized", 1, "VERIFY_RESIZE").accept(it);
                });

        var correlation = story.correlate();
        assertThat(correlation.links().stream().filter(Link::cause))
                .hasSize(2)
                .allMatch(link -> link.requestId().equals("req-a"));
        assertThat(correlation.changes().getLast().attribution()).isEqualTo(Attribution.ATTRIBUTED);
    }

    @Test
    void aBurstIsToldApartByFamily() {
        story.action("req-a", "lock", 0, 1)
                .action("req-b", "attach_volume", 2, 6)
                .action("req-c", "stop", 8, 14)
                .capture(20, 14, it -> {
                    stopped().accept(it);
                    volumes("v0", "v1").accept(it);
                    ServerStory.properties(it).put("locked", true);
                });

        assertThat(causes()).containsExactlyInAnyOrder("req-a", "req-b", "req-c");
        assertThat(change().attribution()).isEqualTo(Attribution.ATTRIBUTED);
    }

    @Test
    void anUnknownActionMayStillBeTheCauseButIsNotTrustedMuch() {
        story.action("req-a", "changeOS", 0, 10).capture(16, property("hostId", "h9"));

        assertThat(links())
                .singleElement()
                .satisfies(link -> assertThat(link.evidence())
                        .anyMatch(evidence -> evidence.text().contains("not known")));
        assertThat(new Correlator().knows("changeOS")).isFalse();
    }

    @Test
    void theOrderOfTheRecordsGivenDoesNotMatter() {
        eventful();
        var expected = story.correlate();
        var random = new Random(7);
        for (var round = 0; round < 50; round++) {
            var actions = new ArrayList<>(story.actions());
            var items = new ArrayList<>(story.items());
            Collections.shuffle(actions, random);
            Collections.shuffle(items, random);
            assertThat(new Correlator().correlate(actions, items)).isEqualTo(expected);
        }
    }

    @Test
    void theEvidenceOfEachLinkSumsToTheLogOddsOfItsScore() {
        eventful();

        assertThat(story.correlate().links()).isNotEmpty().allSatisfy(link -> {
            var sum = link.evidence().stream().mapToDouble(Evidence::bits).sum();
            var odds = Math.log(link.score() / (1 - link.score())) / Math.log(2);
            assertThat(sum).isCloseTo(odds, within(0.01));
        });
    }

    private void eventful() {
        story.action("req-a", "stop", 0, 10)
                .action("req-b", "attach_volume", 12, 15)
                .action("req-c", "start", 30, 36)
                .action("req-d", "stop", 31, 50)
                .capture(24, 10, stopped())
                .capture(60, 50, volumes("v0", "v1"))
                .action("req-e", "vendorThing", 70, 75)
                .capture(90, 75, active());
    }

    private List<Link> links() {
        HistoryItem last = story.last();
        return story.correlate().links().stream()
                .filter(link -> link.changeId().equals(last.id()))
                .toList();
    }

    private List<String> causes() {
        return links().stream().filter(Link::cause).map(Link::requestId).toList();
    }

    private Map<String, List<String>> paths() {
        return links().stream().collect(Collectors.toMap(Link::requestId, Link::paths));
    }

    private ChangeClass change() {
        return story.correlate().changes().getLast();
    }

    private List<Effect> effects() {
        return story.correlate().actions().stream().map(ActionClass::effect).toList();
    }
}
