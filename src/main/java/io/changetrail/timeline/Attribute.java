package io.changetrail.timeline;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be picked from: the lower-case name is the filter's, and its values are counted over these rows. */
public enum Attribute {
    ACTION("action", "instance_action", "server_id", "start_time", ""),
    USER_ID("user_id", "instance_action", "server_id", "start_time", ""),
    PROJECT_ID("project_id", Attribute.ENTRIES, "server_id", "time", ""),
    STATUS("status", "history_item", "resource_id", "capture_time", ""),
    PATH("key.path", "history_item", "resource_id", "capture_time", " cross join json_object_keys(diff) as key (path)");

    private static final String ENTRIES = """
            (select project_id, server_id, start_time as time from instance_action
             union all select project_id, resource_id, capture_time from history_item) as entry""";

    private final String value;
    private final String table;
    private final String server;
    private final String time;
    private final String join;

    Attribute(String value, String table, String server, String time, String join) {
        this.value = value;
        this.table = table;
        this.server = server;
        this.time = time;
        this.join = join;
    }

    public static Optional<Attribute> of(String name) {
        return Stream.of(values())
                .filter(attribute -> attribute.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    String value() {
        return value;
    }

    String rows() {
        return table + join;
    }

    String server() {
        return server;
    }

    String time() {
        return time;
    }
}
