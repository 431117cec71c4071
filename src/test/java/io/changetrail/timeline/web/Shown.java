package io.changetrail.timeline.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Says in the words of the {@link ContractWorld} what an answer shows, in its order. */
record Shown(ContractWorld world) {

    List<String> of(String call, JsonNode answer) {
        var data = answer.path("data").valueStream();
        return switch (call) {
            case "servers" -> data.map(row -> text(row, "server_id")).toList();
            case "serverTimeline", "timeline", "request" ->
                data.map(this::entry).toList();
            case "residuals" -> data.map(row -> entry(row.path("entry"))).toList();
            case "annotations" -> data.map(row -> at(row.path("time").asLong())).toList();
            case "stats" -> data.map(Shown::counted).toList();
            case "attributes" ->
                data.map(row -> text(row, "value") + times(row)).toList();
            case "coverage" ->
                data.map(row -> text(row, "source") + "/" + text(row, "scope") + "/" + text(row, "state"))
                        .toList();
            case "feed" -> data.map(row -> text(row, "subject")).toList();
            case "quarantine" -> data.map(row -> text(row, "resource_id")).toList();
            case "serverState" -> List.of(named(text(answer, "change_id")));
            case "serverDiff" ->
                Stream.concat(texts(answer.path("changes")).map(this::named), texts(answer.path("requests")))
                        .toList();
            case "serverBlame" ->
                data.map(row -> named(text(row, "change_id"))).distinct().toList();
            case "startSync" -> List.of(text(answer, "servers"));
            default -> throw new AssertionError("Nothing is known of " + call);
        };
    }

    private String entry(JsonNode entry) {
        return named(text(entry, "id")) + (entry.path("raw").isObject() ? "+raw" : "");
    }

    private String named(String id) {
        return world.names().getOrDefault(id, id);
    }

    private String at(long milliseconds) {
        var time = Instant.ofEpochMilli(milliseconds);
        return world.times().entrySet().stream()
                .filter(entry -> entry.getValue().equals(time))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(time.toString());
    }

    private static String counted(JsonNode row) {
        var what = row.path("action").asString(row.path("attribution").asString(""));
        var hour = text(row, "bucket").substring("2024-01-30T".length(), "2024-01-30T11:51".length());
        return what + "@" + hour + (row.has("server_id") ? "/" + text(row, "server_id") : "") + times(row);
    }

    private static String times(JsonNode row) {
        return row.path("count").asInt() == 1 ? "" : "*" + row.path("count").asInt();
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).asString("-");
    }

    private static Stream<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString);
    }
}
