package io.changetrail.timeline.web;

import io.changetrail.timeline.Annotation;
import io.changetrail.timeline.AttributeValue;
import io.changetrail.timeline.BlameRow;
import io.changetrail.timeline.Residual;
import io.changetrail.timeline.ServerRow;
import io.changetrail.timeline.Stat;
import io.changetrail.timeline.TimelineEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One column of a list as CSV.
 *
 * @param places where its value stands in the JSON of the row: the first of them that is there
 */
record CsvColumn(String heading, List<JsonPointer> places) {

    private static final List<CsvColumn> ENTRY = columns(
            "id",
            "kind",
            "time",
            "recorded_at",
            "server_id",
            "server_name",
            "project_id",
            "summary",
            "action=/action/action|/change/causes/0/action",
            "user_id=/action/user_id|/change/causes/0/user_id",
            "request_id=/action/request_id|/change/causes/0/request_id",
            "outcome=/action/outcome",
            "effect=/action/effect",
            "status=/change/status",
            "attribution=/change/attribution",
            "score=/change/causes/0/score",
            "provisional=/action/provisional|/change/provisional",
            "diff=/change/diff");

    private static final Map<Class<?>, List<CsvColumn>> LISTS = Map.of(
            TimelineEntry.class,
            ENTRY,
            Residual.class,
            Stream.concat(columns("reason").stream(), ENTRY.stream().map(CsvColumn::ofEntry))
                    .toList(),
            ServerRow.class,
            columns(
                    "server_id",
                    "server_name",
                    "project_id",
                    "region",
                    "state",
                    "first_seen",
                    "last_seen",
                    "deleted_at",
                    "actions",
                    "changes",
                    "unattributed",
                    "freshness_ecs=/freshness/ecs",
                    "freshness_rms=/freshness/rms"),
            BlameRow.class,
            columns("path", "value", "since", "change_id", "request_id", "action", "user_id", "score", "attribution"),
            AttributeValue.class,
            columns("value", "text", "count"),
            Stat.class,
            columns("bucket", "kind", "action", "outcome", "attribution", "server_id", "count"),
            Annotation.class,
            columns("time", "timeEnd", "title", "text", "tags"),
            QuarantineRow.class,
            columns(
                    "id",
                    "source",
                    "scope",
                    "resource_id",
                    "reason",
                    "first_seen",
                    "last_seen",
                    "times",
                    "replayed_at",
                    "body"),
            WatchedRow.class,
            columns("source", "scope", "state", "complete_until", "swept_until", "gaps"));

    /** The columns of a list of such rows; empty if it has no form as CSV. */
    static List<CsvColumn> of(Class<?> row) {
        return LISTS.getOrDefault(row, List.of());
    }

    JsonNode value(JsonNode row) {
        return places.stream()
                .map(row::at)
                .filter(value -> !value.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private CsvColumn ofEntry() {
        var entry = JsonPointer.compile("/entry");
        return new CsvColumn(heading, places.stream().map(entry::append).toList());
    }

    private static List<CsvColumn> columns(String... columns) {
        return Arrays.stream(columns).map(CsvColumn::column).toList();
    }

    private static CsvColumn column(String text) {
        var equals = text.indexOf('=');
        var heading = equals < 0 ? text : text.substring(0, equals);
        var places = equals < 0 ? "/" + text : text.substring(equals + 1);
        return new CsvColumn(
                heading,
                Arrays.stream(places.split("\\|", -1)).map(JsonPointer::compile).toList());
    }
}
