package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** All that a reader of the feed knows of what is stored, event by event. */
final class FeedReplay {

    private static final String ACTIONS = """
            select id, json_build_object('action_id', id, 'resource_id', server_id, 'request_id', request_id, 'action', action,
                       'start_time', start_time)
              from instance_action
            """;
    private static final String CHANGES = """
            select id, json_build_object('change_id', id, 'resource_id', resource_id, 'status', status,
                       'capture_time', capture_time)
              from history_item
            """;
    private static final String LINKS = """
            select change_id || ' ' || request_id,
                   json_strip_nulls(json_build_object('resource_id', resource_id, 'change_id', change_id,
                       'request_id', request_id, 'action_id', action_id, 'score', score, 'cause', cause,
                       'paths', paths, 'evidence', evidence, 'reason', reason))
              from link
            """;
    private static final String CLASSES = """
            select change_id, json_strip_nulls(json_build_object('resource_id', resource_id, 'change_id', change_id,
                       'attribution', attribution, 'path_classes', path_classes,
                       'best', best))
              from change_class
             union all
            select action_id, json_build_object('resource_id', resource_id, 'action_id', action_id, 'effect', effect,
                       'error_seen', error_seen)
              from action_class
            """;

    private final Map<String, JsonNode> actions = new TreeMap<>();
    private final Map<String, JsonNode> changes = new TreeMap<>();
    private final Map<String, JsonNode> links = new TreeMap<>();
    private final Map<String, JsonNode> classes = new TreeMap<>();
    private final Map<String, Integer> types = new TreeMap<>();

    /** Fails on what tells of a record that nobody has told of, or takes away a link that is not there. */
    void apply(JsonNode event) {
        var data = plain(event.path("data"));
        var subject = event.path("subject").asString();
        var type = event.path("type").asString();
        var link = data.path("change_id").asString("") + " "
                + data.path("request_id").asString("");
        types.merge(type, 1, Integer::sum);
        switch (type) {
            case "action.recorded" -> assertThat(actions.put(subject, data)).isNull();
            case "action.updated" -> assertThat(actions.put(subject, data)).isNotNull();
            case "change.recorded" -> assertThat(changes.put(subject, data)).isNull();
            case "change.updated" -> assertThat(changes.put(subject, data)).isNotNull();
            case "link.created" -> assertThat(links.put(link, data)).isNull();
            case "link.revised" -> assertThat(links.put(link, data)).isNotNull();
            case "link.retracted" -> assertThat(links.remove(link)).isNotNull();
            case "attribution.changed" -> classed(subject, data);
            default -> assertThat(type).isEqualTo("coverage.changed");
        }
    }

    Map<String, JsonNode> links() {
        return links;
    }

    /** How many events there were of each type. */
    Map<String, Integer> types() {
        return types;
    }

    /** Fails if the tables hold anything else. */
    void assertIsStored(JdbcClient jdbc) {
        assertThat(actions).isEqualTo(stored(jdbc, ACTIONS));
        assertThat(changes).isEqualTo(stored(jdbc, CHANGES));
        assertThat(links).isEqualTo(stored(jdbc, LINKS));
        assertThat(classes).isEqualTo(stored(jdbc, CLASSES));
    }

    /** What is classed no more is told with its id alone. */
    private void classed(String subject, JsonNode data) {
        if (data.has("attribution") || data.has("effect")) {
            classes.put(subject, data);
        } else {
            assertThat(classes.remove(subject)).isNotNull();
        }
    }

    private static Map<String, JsonNode> stored(JdbcClient jdbc, String sql) {
        var stored = new TreeMap<String, JsonNode>();
        jdbc.sql(sql).query(row -> {
            stored.put(row.getString(1), plain(JsonMapper.shared().readTree(row.getString(2))));
        });
        return stored;
    }

    /** Numbers and times in one way of writing. */
    private static JsonNode plain(JsonNode data) {
        var plain = (ObjectNode) data;
        for (var time : List.of("start_time", "capture_time", "best")) {
            if (plain.has(time)) {
                plain.put(
                        time,
                        OffsetDateTime.parse(plain.path(time).asString())
                                .toInstant()
                                .toString());
            }
        }
        return plain.has("score") ? plain.put("score", plain.path("score").asDouble()) : plain;
    }
}
