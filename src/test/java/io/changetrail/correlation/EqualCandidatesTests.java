package io.changetrail.correlation;

import static io.changetrail.correlation.ServerStory.property;
import static io.changetrail.correlation.ServerStory.stopped;
import static io.changetrail.correlation.ServerStory.volumes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Situations in which the records do not tell who did what, and those in which Nova's clock alone tells. */
class EqualCandidatesTests {

    private final ServerStory story = new ServerStory();

    @Test
    void twoVolumesThatWentTogetherAreEachAmbiguousThoughBothRequestsAreCauses() {
        story.capture(-500, volumes("v0", "v1", "v2"))
                .action("req-a", "detach_volume", 0, 5)
                .action("req-b", "detach_volume", 20, 25)
                .capture(33, volumes("v0"));

        assertThat(linksOfLast())
                .hasSize(2)
                .allMatch(Link::cause)
                .allMatch(link -> link.score() > 0.9)
                .allMatch(link -> link.paths().size() == 1);
        assertThat(story.correlate().changes().getLast().attribution()).isEqualTo(Attribution.AMBIGUOUS);
    }

    @Test
    void ofTwoDetachesOneOfWhichTookTheVolumeNeitherIsSure() {
        story.capture(-500, volumes("v0", "v1"))
                .action("req-a", "detach_volume", 0, 25)
                .action("req-b", "detach_volume", 1, 25)
                .capture(33, volumes("v0"));

        assertThat(linksOfLast()).hasSize(2).allMatch(link -> link.score() < 0.9);
        assertThat(story.correlate().changes().getLast().attribution()).isEqualTo(Attribution.AMBIGUOUS);
    }

    @Test
    void anActionThatEndedBeforeAnEarlierItemsUpdatedHadItsChance() {
        story.action("req-a", "attach_volume", 0, 5)
                .capture(90, 60, property("OsExtStsTaskState", "image_snapshot"))
                .capture(100, 60, volumes("v0", "v1"));

        assertThat(linksOfLast()).singleElement().satisfies(link -> {
            assertThat(link.score()).isLessThan(0.9);
            assertThat(link.evidence())
                    .anyMatch(evidence -> evidence.rule().equals("predecessor") && evidence.bits() <= -8);
        });
    }

    @Test
    void anItemThatDoesNotShowAStopWasTakenBeforeWhatCameAfterTheStop() {
        story.capture(-500, -600, it -> {})
                .action("req-a", "stop", 0, 10)
                .action("req-b", "attach_volume", 20, 25)
                .capture(30, -600, volumes("v0", "v1"))
                .capture(60, 10, stopped());

        var early = story.items().get(story.items().size() - 2).id();
        assertThat(story.correlate().links())
                .filteredOn(link -> link.changeId().equals(early))
                .singleElement()
                .satisfies(link -> assertThat(link.evidence())
                        .anyMatch(evidence -> evidence.rule().equals("captured") && evidence.bits() < 0));
    }

    @Test
    void aPasswordChangeDoesNotStopAServer() {
        story.action("req-a", "changePassword", 0, 10).capture(16, 12, property("status", "SHUTOFF"));

        assertThat(linksOfLast()).isEmpty();
    }

    private List<Link> linksOfLast() {
        return story.correlate().links().stream()
                .filter(link -> link.changeId().equals(story.last().id()))
                .toList();
    }
}
