package io.changetrail;

import io.changetrail.support.ApiClient;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads coverage and its changes in the feed. */
record CoverageClient(ApiClient api) {

    /** All rows of the window from then to now, their gaps marked as open where they go on. */
    List<JsonNode> rows(String since) {
        var page = api.get("/api/v1/coverage?until=now&since=" + since);
        page.path("data").valueStream().forEach(row -> markOpen(row, page));
        return page.path("data").valueStream().toList();
    }

    /** A gap that reaches the end of a window that ends now is not over. */
    private static void markOpen(JsonNode row, JsonNode page) {
        var now = page.at("/window/until").asString();
        row.path("gaps")
                .valueStream()
                .forEach(gap -> ((ObjectNode) gap)
                        .put("open", gap.path("until").asString().equals(now)));
    }

    JsonNode row(String source, String project, String since) {
        return rows(since).stream()
                .filter(row -> row.path("source").asString().equals(source)
                        && row.path("scope").asString().equals(project))
                .findFirst()
                .orElseThrow();
    }

    /** Reasons of the gaps in order, except for the sweep. */
    static List<String> reasons(JsonNode row) {
        return row.path("gaps")
                .valueStream()
                .map(gap -> gap.path("reason").asString())
                .filter(reason -> !reason.equals("not_swept"))
                .toList();
    }

    /** The first gap with that reason. */
    static JsonNode gap(JsonNode row, String reason) {
        return row.path("gaps")
                .valueStream()
                .filter(gap -> gap.path("reason").asString().equals(reason))
                .findFirst()
                .orElseThrow();
    }

    /** The feed's present end. */
    String feedNow() {
        var page = api.get("/api/v1/feed?limit=1000");
        while (!page.path("data").isEmpty()) {
            page = api.get("/api/v1/feed?limit=1000&after="
                    + page.at("/page/next_position").asString());
        }
        return page.at("/page/next_position").asString();
    }

    /** What the feed tells of that source and project after the position. */
    List<JsonNode> changes(String position, String subject) {
        return api.get("/api/v1/feed?limit=1000&after=" + position)
                .path("data")
                .valueStream()
                .filter(event -> event.path("type").asString().equals("coverage.changed"))
                .filter(event -> event.path("subject").asString().equals(subject))
                .toList();
    }
}
