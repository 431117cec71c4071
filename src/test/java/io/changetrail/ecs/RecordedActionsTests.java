package io.changetrail.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudTimestamps;
import io.changetrail.simulation.RecordedPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every recorded list and detail of the real Nova is read field by field, whatever its microversion and caller. */
class RecordedActionsTests {

    private static final Instant SEEN = Instant.parse("2026-11-22T00:45:00Z");

    static Stream<RecordedPair> lists() {
        return RecordedPair.all().stream().filter(pair -> body(pair).has("instanceActions"));
    }

    static Stream<RecordedPair> details() {
        return RecordedPair.all().stream().filter(pair -> body(pair).has("instanceAction"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void lists(RecordedPair recorded) {
        var rows = body(recorded).path("instanceActions");
        var list = new ActionList();
        list.add(rows, SEEN);

        var placed = list.placed();

        assertThat(list.unreadable()).isEmpty();
        assertThat(placed).hasSize(rows.size());
        for (int rank = 0; rank < placed.size(); rank++) {
            assertThat(placed.get(rank).rank()).isEqualTo(rank);
            assertIsRead(placed.get(rank).row(), rows.get(rows.size() - 1 - rank));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void details(RecordedPair recorded) {
        var detail = body(recorded).path("instanceAction");

        assertIsRead(ActionRow.parse(detail).orElseThrow(), detail);
        var events = ActionEvents.of(detail);
        assertThat(events == null).isEqualTo(!detail.has("events"));
        if (events != null) {
            assertThat(events).hasSize(detail.path("events").size());
            for (int place = 0; place < events.size(); place++) {
                assertIsRead(events.get(place), detail.path("events").get(place));
            }
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "414, RUNNING", // queued: events are still empty
        "415, RUNNING",
        "418, RUNNING",
        "419, RUNNING",
        "421, SUCCEEDED",
        "70, UNKNOWN", // 2.1 shows a member no events
        "74, SUCCEEDED",
        "87, FAILED", // by the message, without events
        "88, FAILED",
        "91, FAILED",
        "92, FAILED",
        "93, SUCCEEDED", // resetState never has an event
        "104, SUCCEEDED"
    })
    void theOutcomeOfARecordedDetailIsKnown(int number, Outcome outcome) {
        assertThat(recorded(number).outcome(SEEN)).isEqualTo(outcome);
    }

    @Test
    void whatStillRunsAfterADayIsUnknown() {
        assertThat(recorded(418).outcome(SEEN.plus(Duration.ofHours(25)))).isEqualTo(Outcome.UNKNOWN);
    }

    private static InstanceAction recorded(int number) {
        var detail = details()
                .filter(pair -> pair.number() == number)
                .map(RecordedActionsTests::body)
                .findFirst()
                .orElseThrow()
                .path("instanceAction");
        var row = ActionRow.parse(detail).orElseThrow();
        return new InstanceAction(
                new UUID(0, number),
                detail.path("instance_uuid").asString(),
                "polled",
                row.requestId(),
                row.action(),
                0,
                0,
                row.userId(),
                row.startTime(),
                row.updatedAt(),
                row.message(),
                ActionEvents.of(detail),
                false,
                SEEN);
    }

    private static void assertIsRead(ActionRow row, JsonNode served) {
        assertThat(row.requestId()).isEqualTo(served.path("request_id").asString());
        assertThat(row.action()).isEqualTo(served.path("action").asString());
        assertThat(row.startTime()).isEqualTo(time(served, "start_time"));
        assertThat(row.updatedAt()).isEqualTo(time(served, "updated_at"));
        assertThat(row.message()).isEqualTo(served.path("message").asString(null));
        assertThat(row.userId()).isEqualTo(served.path("user_id").asString(null));
        assertThat(row.document()).isEqualTo(served);
        assertThat(row.canBeAskedFor()).isTrue();
    }

    private static void assertIsRead(ActionEvent event, JsonNode served) {
        assertThat(event.event()).isEqualTo(served.path("event").asString());
        assertThat(event.startTime()).isEqualTo(time(served, "start_time"));
        assertThat(event.finishTime()).isEqualTo(time(served, "finish_time"));
        assertThat(event.result()).isEqualTo(served.path("result").asString(null));
        assertThat(event.traceback()).isEqualTo(served.path("traceback").asString(null));
    }

    private static @Nullable Instant time(JsonNode served, String name) {
        var text = served.path(name).asString(null);
        return text == null ? null : CloudTimestamps.parse(text);
    }

    private static JsonNode body(RecordedPair recorded) {
        return recorded.body().startsWith("{")
                ? Objects.requireNonNull(JsonMapper.shared().readTree(recorded.body()))
                : JsonMapper.shared().createObjectNode();
    }
}
