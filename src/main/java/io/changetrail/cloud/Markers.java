package io.changetrail.cloud;

import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** Where the marker of the next page comes from; always a row's id or an opaque word, never a link's address. */
public final class Markers {

    private Markers() {}

    /** Nova's {@code servers} and {@code servers/detail}: the last server's id. */
    public static BiFunction<CloudRequest, CloudResponse, Optional<String>> novaServers() {
        return (request, response) -> nova(request, response, "servers", "id");
    }

    /**
     * Nova's instance actions: the last action's request id; its next link stands under plain {@code links}. Below 2.58 limit
     * and marker are ignored and every answer is the whole list ({@code upstream.md} 1.3).
     */
    public static BiFunction<CloudRequest, CloudResponse, Optional<String>> novaActions() {
        return (request, response) ->
                isUnpaged(response) ? Optional.empty() : nova(request, response, "instanceActions", "request_id");
    }

    private static boolean isUnpaged(CloudResponse response) {
        var rows = response.body().path("instanceActions");
        return response.microversion() == null
                ? !hasNext(response.body().path("links"))
                        && rows.size() > 0
                        && !rows.path(0).has("updated_at")
                : !response.isFrom(58);
    }

    /** RMS: {@code page_info.next_marker}, even behind a page shorter than the limit. */
    public static BiFunction<CloudRequest, CloudResponse, Optional<String>> rms() {
        return (request, response) -> opaque(rmsMarker(response));
    }

    private static Optional<String> nova(CloudRequest request, CloudResponse response, String list, String id) {
        var rows = response.body().path(list);
        if (rows.isEmpty() || !(nextLinked(response.body(), list) || full(request, rows))) {
            return Optional.empty();
        }
        return Optional.of(lastOf(rows, id));
    }

    /** Whether RMS says that no page follows. */
    public static boolean endsRms(CloudResponse response) {
        return isAbsent(rmsMarker(response));
    }

    private static JsonNode rmsMarker(CloudResponse response) {
        return response.body().path("page_info").path("next_marker");
    }

    private static boolean isAbsent(JsonNode marker) {
        return marker.isMissingNode()
                || marker.isNull()
                || (marker.isString() && marker.stringValue().isEmpty());
    }

    /** A marker of a wrong type is not the end of the list. */
    private static Optional<String> opaque(JsonNode marker) {
        if (!isAbsent(marker) && !marker.isString()) {
            throw CloudException.unanswered("list", CloudException.Kind.MALFORMED, null);
        }
        return text(marker);
    }

    /** Of the last row that has an id: a row that cannot be read must not cut the list short. */
    private static String lastOf(JsonNode rows, String id) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            var marker = text(rows.path(i).path(id));
            if (marker.isPresent()) {
                return marker.get();
            }
        }
        throw CloudException.unanswered("list", CloudException.Kind.MALFORMED, null);
    }

    private static boolean nextLinked(JsonNode body, String list) {
        return hasNext(body.path("links")) || hasNext(body.path(list + "_links"));
    }

    private static boolean hasNext(JsonNode links) {
        return links.valueStream()
                .anyMatch(link -> link.path("rel").asString("").equals("next"));
    }

    private static boolean full(CloudRequest request, JsonNode rows) {
        var limit = request.query().get("limit");
        return limit != null && rows.size() >= Integer.parseInt(limit);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() && !node.stringValue().isEmpty() ? Optional.of(node.stringValue()) : Optional.empty();
    }
}
