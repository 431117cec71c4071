package io.changetrail.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changetrail.ecs.ActionList.Placed;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ActionListTests {

    private static final Instant SERVED = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void ranksCountFromTheOldestRowInNovasOwnOrder() {
        var list = list(page(row("req-3", "start", 0), row("req-2", "reboot", 0), row("req-1", "stop", 0)));

        assertThat(list.placed())
                .extracting(place -> place.row().action(), Placed::rank)
                .containsExactly(tuple("stop", 0), tuple("reboot", 1), tuple("start", 2));
    }

    @Test
    void twinsAreToldApartByTheirOrdinal() {
        var list = list(page(row("req-1", "lock", 0), row("req-1", "lock", 0)));

        assertThat(list.placed()).extracting(Placed::ordinal).containsExactly(0, 1);
    }

    @Test
    void rowsThatAMarkerRepeatsCountOnce() {
        var confirm = row("req-2", "confirmResize", 5);
        var delete = row("req-2", "delete", 5);
        var list = list(page(row("req-3", "x", 9), delete, confirm), page(confirm, row("req-1", "create", 0)));

        assertThat(list.placed())
                .extracting(place -> place.row().action())
                .containsExactly("create", "confirmResize", "delete", "x");
    }

    @Test
    void realTwinsAcrossPagesAreBothKept() {
        var twin = row("req-2", "lock", 5);
        var list = list(page(row("req-3", "x", 9), twin), page(twin, row("req-1", "create", 0)));

        assertThat(list.placed()).hasSize(4);
    }

    @Test
    void aRowWithoutAKeyIsUnreadableAndTheOthersKeepTheirRank() {
        var list = list(page(row("req-2", "stop", 5), json("{'request_id': 7}"), row("req-1", "create", 0)));

        assertThat(list.unreadable()).hasSize(1);
        assertThat(list.placed()).extracting(Placed::rank).containsExactly(0, 2);
    }

    @Test
    void theReadingBeganWhenItsFirstPageWasServed() {
        var list = new ActionList();
        list.add(page(row("req-2", "x", 9)), SERVED);
        list.add(page(row("req-1", "x", 0)), SERVED.plusSeconds(3));

        assertThat(list.servedAt()).isEqualTo(SERVED);
    }

    private static ActionList list(JsonNode... pages) {
        var list = new ActionList();
        for (var page : pages) {
            list.add(page, SERVED);
        }
        return list;
    }

    private static JsonNode page(JsonNode... rows) {
        var page = JsonMapper.shared().createArrayNode();
        for (var row : rows) {
            page.add(row);
        }
        return page;
    }

    private static JsonNode row(String requestId, String action, int second) {
        return json(
                "{'request_id': '%s', 'action': '%s', 'start_time': '2026-03-10T11:00:%02d.000000', 'message': null}"
                        .formatted(requestId, action, second));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
