package io.changetrail.timeline;

/** One of the two tables under a timeline: how its columns are called, and what a filter means in it. */
enum MergeTable {
    ACTIONS(
            Kind.ACTION,
            "instance_action",
            "server_id",
            "start_time",
            "request_id = ?",
            "action = any(?)",
            "user_id = any(?)",
            "request_id = any(?)",
            """
            exists (select 1 from action_class c where c.resource_id = instance_action.server_id
                       and c.action_id = instance_action.id and c.effect = any(?))\
            """),
    CHANGES(
            Kind.CHANGE,
            "history_item",
            "resource_id",
            "capture_time",
            "(resource_id, id) in (select l.resource_id, l.change_id from link l where l.request_id = ? and l.cause)",
            causedBy("a.action"),
            causedBy("a.user_id"),
            causedBy("a.request_id"),
            """
            exists (select 1 from change_class c where c.resource_id = history_item.resource_id
                       and c.change_id = history_item.id and c.attribution = any(?))\
            """);

    private final Kind kind;
    private final String table;
    private final String server;
    private final String time;
    private final String ofRequest;
    private final String action;
    private final String user;
    private final String request;
    private final String classed;

    MergeTable(
            Kind kind,
            String table,
            String server,
            String time,
            String ofRequest,
            String action,
            String user,
            String request,
            String classed) {
        this.kind = kind;
        this.table = table;
        this.server = server;
        this.time = time;
        this.ofRequest = ofRequest;
        this.action = action;
        this.user = user;
        this.request = request;
        this.classed = classed;
    }

    Kind kind() {
        return kind;
    }

    String select() {
        return "select '" + kind + "' as kind, " + server + " as server_id, project_id, " + time
                + " as time, rank, id from " + table;
    }

    String server() {
        return server;
    }

    /** Always true; without it the order by time alone is not taken ({@code V12__orders.sql}). */
    String everything() {
        return "length(" + server + ") >= 0";
    }

    String time() {
        return time;
    }

    String ofRequest() {
        return ofRequest;
    }

    String action() {
        return action;
    }

    String user() {
        return user;
    }

    String request() {
        return request;
    }

    String classed() {
        return classed;
    }

    private static String causedBy(String column) {
        return """
                exists (select 1 from link l join instance_action a on a.server_id = l.resource_id and a.id = l.action_id
                         where l.resource_id = history_item.resource_id and l.change_id = history_item.id and l.cause
                           and %s = any(?))
                """.formatted(column).strip();
    }
}
