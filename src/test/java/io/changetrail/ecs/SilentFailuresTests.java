package io.changetrail.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.ecs.ActionList.Placed;
import io.changetrail.inventory.SeenState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SilentFailuresTests {

    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    private static final UUID ID = new UUID(1, 1);
    private static final String EVENTS = ", 'events': [{'event': 'e', 'start_time': '2026-03-10T12:00:01',"
            + " 'finish_time': '2026-03-10T12:00:20', 'result': 'Success'}]";

    @Test
    void theFirstRowAfterTheFinishShowsError() {
        assertThat(judged(action(EVENTS), null, seen(20, "ERROR"))).isTrue();
    }

    @Test
    void aRowWithinTheRoundingOfTheFinishCounts() {
        assertThat(judged(action(EVENTS), null, seen(18, "ERROR"))).isTrue();
        assertThat(judged(action(EVENTS), null, seen(17, "ERROR"))).isFalse();
    }

    @Test
    void anErrorAfterAGoodRowIsNotTheActionsFault() {
        assertThat(judged(action(EVENTS), null, seen(20, "ACTIVE"), seen(60, "ERROR")))
                .isFalse();
    }

    @Test
    void aFinalActionThatIsReadAgainWithoutItsEventsStaysFailed() {
        assertThat(judged(action(""), stored(START.plusSeconds(20)), seen(20, "ERROR")))
                .isTrue();
    }

    @Test
    void anErrorThatIsSeenOnlyAfterTheActionBecameFinalStillCounts() {
        assertThat(judged(action(""), stored(START.plusSeconds(20)), seen(90, "ERROR")))
                .isTrue();
    }

    @Test
    void anActionThatHasNotEndedHasNotFailed() {
        assertThat(judged(action(""), null, seen(20, "ERROR"))).isFalse();
    }

    private static boolean judged(ReadAction action, @Nullable StoredAction stored, SeenState... seen) {
        var known = stored == null ? Map.<UUID, StoredAction>of() : Map.of(ID, stored);
        return SilentFailures.judge(List.of(action), known, List.of(seen))
                .getFirst()
                .serverErrorSeen();
    }

    private static ReadAction action(String events) {
        var document = JsonMapper.shared()
                .readTree("{'request_id': 'req-1', 'action': 'create', 'start_time': '2026-03-10T12:00:00'%s}"
                        .formatted(events)
                        .replace('\'', '"'));
        return new ReadAction(
                ID, new Placed(ActionRow.parse(document).orElseThrow(), 0, 0), null, ReadAction.Debt.NONE);
    }

    private static StoredAction stored(Instant finish) {
        return new StoredAction(ID, true, 0, true, null, null, finish, true, new byte[0], false);
    }

    private static SeenState seen(int second, String status) {
        return new SeenState(START.plusSeconds(second), status);
    }
}
