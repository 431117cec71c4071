package io.changetrail;

import static io.changetrail.simulation.AwkwardTruth.DELETE_HAS_NO_PROPERTIES;
import static io.changetrail.simulation.AwkwardTruth.FIRST_SIGHT_READS_CREATE;
import static io.changetrail.simulation.AwkwardTruth.ITEM_IS_CORRECTED;
import static io.changetrail.simulation.AwkwardTruth.ITEM_OF_TWO_MEGABYTES;
import static io.changetrail.simulation.AwkwardTruth.LAST_PAGE_IS_EMPTY;
import static io.changetrail.simulation.AwkwardTruth.ONLY_RELATIONS_CHANGE;
import static io.changetrail.simulation.AwkwardTruth.SHORT_PAGE_HAS_A_MARKER;
import static io.changetrail.simulation.AwkwardTruth.STATE_IN_THREE_SPELLINGS;
import static io.changetrail.simulation.AwkwardTruth.TIMES_IN_FIVE_FORMATS;
import static io.changetrail.simulation.AwkwardTruth.TWO_ITEMS_IN_ONE_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.AwkwardTruth;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Awkward truths about RMS history, from the cloud's HTTP to the API's. */
class AwkwardItemTests {

    private static AwkwardService service;

    @BeforeAll
    static void readTheWorld() {
        service = new AwkwardService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theFirstSightOfAnOldServerIsABaselineWithoutACause() {
        var change = service.changes(FIRST_SIGHT_READS_CREATE).getFirst().path("change");

        assertThat(change.path("attribution").asString()).isEqualTo("baseline");
        assertThat(change.path("diff")).isEmpty();
        assertThat(change.path("causes")).isEmpty();
        assertThat(service.actions(FIRST_SIGHT_READS_CREATE).getFirst().at("/action/effects"))
                .as("effects of the old create")
                .isEmpty();
    }

    @Test
    void aDeleteWithoutPropertiesDiffersInTheStateAlone() {
        var change = service.changes(DELETE_HAS_NO_PROPERTIES).getLast().path("change");

        assertThat(change.path("diff")).isEqualTo(Json.tree("""
                {"/state": {"before": null, "after": "deleted"}}"""));
        assertThat(change.at("/causes/0/action").asString()).isEqualTo("delete");
        assertThat(change.path("attribution").asString()).isEqualTo("attributed");
    }

    @Test
    void aChangeOfRelationsAloneIsSeenThoughTheChecksumIsTheSame() {
        var entries = service.changes(ONLY_RELATIONS_CHANGE);
        var change = entries.getLast().path("change");

        assertThat(entries.get(0).at("/raw/resource/checksum"))
                .isEqualTo(entries.get(1).at("/raw/resource/checksum"));
        assertThat(change.path("diff").propertyNames())
                .containsExactly("/relations/vpc.publicips/f1c02dc1-0127-434d-ab87-7ed623e0229b");
        assertThat(change.at("/diff").iterator().next().has("after"))
                .as("the relation is gone")
                .isFalse();
        assertThat(change.path("attribution").asString()).isEqualTo("external");
    }

    @Test
    void aShortPageWithAMarkerIsNotTheLast() {
        assertThat(newNames(SHORT_PAGE_HAS_A_MARKER))
                .containsExactly("name-1", "name-2", "name-3", "name-4", "name-5", "name-6");
    }

    @Test
    void anEmptyLastPageEndsTheWalkWithEverythingRead() {
        assertThat(newNames(LAST_PAGE_IS_EMPTY)).containsExactly("name-1", "name-2", "name-3", "name-4", "name-5");
    }

    @Test
    void aCorrectedItemIsANewVersionOfTheSameChange() {
        var wrong = service.changes(ITEM_IS_CORRECTED).getLast();
        assertThat(newNames(ITEM_IS_CORRECTED)).containsExactly("wrong");

        service.clock.advance(Duration.ofSeconds(61));
        service.until(
                "the corrected content is in the timeline",
                () -> newNames(ITEM_IS_CORRECTED).equals(List.of("right")));

        var change = service.api.get("/api/v1/changes/" + wrong.path("id").asString());
        assertThat(change.path("versions"))
                .hasSize(2)
                .allSatisfy(version ->
                        assertThat(version.path("recorded_at").isString()).isTrue());
        assertThat(after(change.at("/versions/0"))).isEqualTo("wrong");
        assertThat(after(change.at("/versions/1"))).isEqualTo("right");
        assertThat(change.at("/versions/0/recorded_at")).isEqualTo(wrong.path("recorded_at"));
        assertThat(change.at("/versions/1/recorded_at")).isEqualTo(change.path("recorded_at"));
    }

    @Test
    void twoItemsServedOfOneMomentAreTwoChanges() {
        var changes = service.changes(TWO_ITEMS_IN_ONE_MOMENT);

        assertThat(newNames(TWO_ITEMS_IN_ONE_MOMENT)).containsExactlyInAnyOrder("one", "two");
        assertThat(changes.get(1).path("time")).isEqualTo(changes.get(2).path("time"));
        assertThat(changes.get(1).path("id")).isNotEqualTo(changes.get(2).path("id"));
        assertThat(service.api
                        .get("/api/v1/changes/" + changes.get(1).path("id").asString())
                        .path("versions"))
                .hasSize(1);
    }

    @Test
    void theStateInThreeSpellingsIsOneState() {
        var changes = service.changes(STATE_IN_THREE_SPELLINGS);

        assertThat(changes)
                .extracting(entry -> entry.at("/raw/resource/state").asString("null"))
                .containsExactly("null", "normal", "Normal");
        assertThat(changes).noneMatch(entry -> entry.at("/change/diff").has("/state"));
        assertThat(changes.getLast().at("/change/attribution").asString()).isEqualTo("unchanged");
    }

    @Test
    void timesInFiveFormatsAreFiveMomentsInUtc() {
        var changes = service.changes(TIMES_IN_FIVE_FORMATS);

        assertThat(changes.stream().skip(1).map(entry -> entry.path("time").asString()))
                .containsExactly(
                        service.at(7200.029),
                        service.at(7201),
                        service.at(7202),
                        service.at(7203.879).replaceAll("\\d{3}Z$", "146Z"),
                        service.at(7204));
        assertThat(changes.stream()
                        .skip(1)
                        .map(entry -> entry.at("/change/updated").asString()))
                .as("updated")
                .isEqualTo(changes.stream()
                        .skip(1)
                        .map(entry -> entry.path("time").asString())
                        .toList());
    }

    @Test
    void anItemOfTwoMegabytesIsServedWhole() {
        var entry = service.changes(ITEM_OF_TWO_MEGABYTES).getLast();
        var notes = entry.at("/change/diff/~1properties~1metadata~1notes/after").asString();

        assertThat(notes.length()).isGreaterThan(2_000_000);
        assertThat(entry.at("/raw/resource/properties/metadata/notes").asString())
                .isEqualTo(notes);
    }

    private static List<String> newNames(AwkwardTruth truth) {
        return service.changes(truth).stream()
                .skip(1)
                .map(entry -> after(entry.path("change")))
                .toList();
    }

    private static String after(JsonNode withDiff) {
        return withDiff.path("diff").path("/name").path("after").asString("");
    }
}
