package io.changetrail;

import static io.changetrail.simulation.AwkwardTruth.ACTION_WITHOUT_USER;
import static io.changetrail.simulation.AwkwardTruth.CONFIRM_RESIZE_AND_DELETE_UNDER_ONE_ID;
import static io.changetrail.simulation.AwkwardTruth.EVENT_NEVER_FINISHES;
import static io.changetrail.simulation.AwkwardTruth.FAILED_CREATE_READS_SUCCESS_AND_NOVA_SHOWS_ERROR;
import static io.changetrail.simulation.AwkwardTruth.FAILED_CREATE_READS_SUCCESS_AND_RMS_SHOWS_ERROR;
import static io.changetrail.simulation.AwkwardTruth.LATE_EVENT_MOVES_NOTHING;
import static io.changetrail.simulation.AwkwardTruth.LOCAL_DELETE_LEAVES_NO_ACTION;
import static io.changetrail.simulation.AwkwardTruth.ONE_REQUEST_CREATES_TWO_SERVERS;
import static io.changetrail.simulation.AwkwardTruth.PURGED_BETWEEN_LIST_AND_READ;
import static io.changetrail.simulation.AwkwardTruth.THREE_ACTIONS_IN_ONE_SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.AwkwardTruth;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Awkward truths about Nova's actions, from the cloud's HTTP to the API's. */
class AwkwardActionTests {

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
    void oneRequestThatCreatesTwoServersIsTheCauseOfBothFirstItems() {
        var request = ONE_REQUEST_CREATES_TWO_SERVERS.request(1);
        for (int number = 0; number < 2; number++) {
            var timeline = service.timeline(ONE_REQUEST_CREATES_TWO_SERVERS.server(number));

            assertThat(names(timeline)).containsExactly("create", "ResourceChanged.CREATE");
            assertThat(timeline.getLast().at("/change/attribution").asString()).isEqualTo("attributed");
            assertThat(timeline.getLast().at("/change/causes/0/request_id").asString())
                    .isEqualTo(request);
            assertThat(timeline.getLast().at("/change/causes/0/action_id"))
                    .isEqualTo(timeline.getFirst().path("id"));
        }
        assertThat(service.api.all("/api/v1/requests/" + request + "?limit=100"))
                .as("the change-set of the request")
                .hasSize(4)
                .extracting(entry -> entry.path("server_id").asString())
                .contains(ONE_REQUEST_CREATES_TWO_SERVERS.server(0), ONE_REQUEST_CREATES_TWO_SERVERS.server(1));
    }

    @Test
    void confirmResizeAndDeleteUnderOneIdAreTwoActionsAndOnlyTheNewerHasTheDetail() {
        var truth = CONFIRM_RESIZE_AND_DELETE_UNDER_ONE_ID;
        var actions = service.actions(truth);

        assertThat(names(actions)).containsExactly("create", "resize", "confirmResize", "delete");
        assertThat(actions.get(2).at("/action/request_id"))
                .isEqualTo(actions.get(3).at("/action/request_id"));
        assertThat(actions.get(2).at("/action/events").isNull())
                .as("events of confirmResize")
                .isTrue();
        assertThat(outcomes(actions)).containsExactly("succeeded", "succeeded", "unknown", "succeeded");
        assertThat(service.changes(truth)
                        .getLast()
                        .at("/change/causes/0/action")
                        .asString())
                .as("cause of the DELETE")
                .isEqualTo("delete");
    }

    @Test
    void actionsInOneSecondKeepNovasOrder() {
        assertThat(names(service.actions(THREE_ACTIONS_IN_ONE_SECOND)))
                .containsExactly("create", "lock", "unlock", "reboot");
        assertThat(names(service.api
                        .all("/api/v1/servers/" + THREE_ACTIONS_IN_ONE_SECOND.server()
                                + "/timeline?kind=action&limit=1")
                        .reversed()))
                .as("newest first, one by one")
                .containsExactly("create", "lock", "unlock", "reboot");
    }

    @Test
    void anActionWithoutUserIsTheSystems() {
        var stop = service.actions(ACTION_WITHOUT_USER).getLast();

        assertThat(stop.at("/action/actor/type").asString()).isEqualTo("system");
        assertThat(stop.at("/action/actor/id").isNull()).isTrue();
        assertThat(stop.at("/action/user_id").isNull()).isTrue();
        assertThat(service.changes(ACTION_WITHOUT_USER).getLast().at("/change/causes/0/user_id"))
                .isEqualTo(stop.at("/action/user_id"));
    }

    @Test
    void aCreateThatReadsSuccessFailedIfNovaShowsError() {
        assertFailedInSpiteOfItsEvents(FAILED_CREATE_READS_SUCCESS_AND_NOVA_SHOWS_ERROR);
    }

    @Test
    void aCreateThatReadsSuccessFailedIfItsFirstItemShowsError() {
        assertFailedInSpiteOfItsEvents(FAILED_CREATE_READS_SUCCESS_AND_RMS_SHOWS_ERROR);
    }

    @Test
    void anEventThatNeverFinishesIsRunningForADayAndThenUnknown() {
        var actions = service.actions(EVENT_NEVER_FINISHES);

        assertThat(outcomes(actions)).containsExactly("succeeded", "unknown", "running");
        assertThat(actions.get(1).at("/action/finish_time").isNull()).isTrue();
        assertThat(actions.get(2).at("/action/effect").asString()).isEqualTo("pending");
    }

    @Test
    void aLateEventThatMovesNothingIsFoundByTheSweep() {
        var truth = LATE_EVENT_MOVES_NOTHING;
        var before = service.actions(truth).get(1);
        assertThat(before.at("/action/events")).as("events before").hasSize(1);

        service.clock.advance(Duration.ofSeconds(61));
        service.sweep();
        service.until(
                "the late event is in the timeline",
                () -> service.actions(truth).get(1).at("/action/events").size() == 2);

        var after = service.actions(truth).get(1);
        assertThat(after.path("id")).isEqualTo(before.path("id"));
        assertThat(after.at("/action/updated_at")).isEqualTo(before.at("/action/updated_at"));
        assertThat(after.at("/action/finish_time").asString()).isEqualTo(service.at(40 * 3600 + 5));
    }

    @Test
    void aLocalDeleteWithoutActionIsExternal() {
        var deletion = service.changes(LOCAL_DELETE_LEAVES_NO_ACTION).getLast();

        assertThat(names(service.actions(LOCAL_DELETE_LEAVES_NO_ACTION))).containsExactly("create");
        assertThat(deletion.at("/change/status").asString()).isEqualTo("ResourceChanged.DELETE");
        assertThat(deletion.at("/change/attribution").asString()).isEqualTo("external");
        assertThat(deletion.at("/change/causes")).isEmpty();
    }

    @Test
    void aServerPurgedBetweenListAndReadIsDeletedAndHoldsNothingUp() {
        var truth = PURGED_BETWEEN_LIST_AND_READ;
        var server = service.api.get("/api/v1/servers/" + truth.server());

        assertThat(server.path("deleted_at").isString()).as("deleted_at is set").isTrue();
        assertThat(service.actions(truth)).isEmpty();
        assertThat(service.changes(truth)).as("what RMS still tells").hasSize(2);
        assertThat(service.api.get("/api/v1/coverage").path("data"))
                .allSatisfy(row -> assertThat(row.path("complete_until").isString())
                        .as("%s is read whole", row.path("source"))
                        .isTrue());
    }

    private static void assertFailedInSpiteOfItsEvents(AwkwardTruth truth) {
        var create = service.actions(truth).getFirst();

        assertThat(create.at("/action/message").isNull()).isTrue();
        assertThat(create.at("/action/events/0/result").asString()).isEqualTo("Success");
        assertThat(create.at("/action/outcome").asString()).isEqualTo("failed");
    }

    private static List<String> outcomes(List<JsonNode> actions) {
        return actions.stream()
                .map(action -> action.at("/action/outcome").asString())
                .toList();
    }

    /** The action's name or the change's status. */
    private static List<String> names(List<JsonNode> entries) {
        return entries.stream()
                .map(entry -> entry.has("action")
                        ? entry.at("/action/action").asString()
                        : entry.at("/change/status").asString())
                .toList();
    }
}
