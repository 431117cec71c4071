package io.changetrail.timeline.web;

import io.changetrail.support.PlainClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One call of the running service's own description.
 *
 * @param path template with names in braces
 * @param places names of the path's variables
 * @param parameters names of the query's parameters
 */
record DescribedCall(String id, String method, String path, List<String> places, List<String> parameters) {

    static List<DescribedCall> all(PlainClient client, String token) {
        var calls = new ArrayList<DescribedCall>();
        client.get("/v3/api-docs", token)
                .json()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(call -> calls.add(of(path.getKey(), call.getKey(), call.getValue()))));
        return calls;
    }

    private static DescribedCall of(String path, String method, JsonNode call) {
        return new DescribedCall(
                call.path("operationId").asString(),
                method.toUpperCase(Locale.ROOT),
                path,
                names(call, "path"),
                names(call, "query"));
    }

    private static List<String> names(JsonNode call, String where) {
        return call.path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals(where))
                .map(parameter -> parameter.path("name").asString())
                .toList();
    }

    /** All that a caller can put a value into. */
    List<String> inputs() {
        return Stream.concat(places.stream(), parameters.stream()).toList();
    }

    /** Its address with these values; places without one are an error, parameters without one are left out. */
    String with(Map<String, String> values) {
        var target = path;
        for (var place : places) {
            var value = values.get(place);
            if (value == null) {
                throw new AssertionError(id + " wants a value for " + place);
            }
            target = target.replace("{" + place + "}", encoded(value));
        }
        var query = new ArrayList<String>();
        for (var parameter : parameters) {
            var value = values.get(parameter);
            if (value != null) {
                query.add(parameter + "=" + encoded(value));
            }
        }
        return query.isEmpty() ? target : target + "?" + String.join("&", query);
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
