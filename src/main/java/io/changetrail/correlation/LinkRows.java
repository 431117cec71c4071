package io.changetrail.correlation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads the three tables of the join; classes are stored by their lower-case names. */
@Component
class LinkRows {

    private static final String LINKS = """
            select resource_id, change_id, request_id, action_id, score, cause, paths, evidence, reason
              from link where\s""";
    private static final String LINK_ORDER = " order by resource_id, change_id, cause desc, score desc, request_id";
    private static final String CHANGES =
            "select resource_id, change_id, attribution, path_classes, best from change_class where ";
    private static final String ACTIONS = "select resource_id, action_id, effect, error_seen from action_class where ";

    private final JdbcClient jdbc;
    private final ObjectReader evidence;
    private final ObjectReader paths;

    LinkRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.evidence = json.readerForListOf(Evidence.class);
        this.paths = json.readerForMapOf(String.class);
    }

    List<Link> links(String where, Object... parameters) {
        return jdbc.sql(LINKS + where + LINK_ORDER)
                .params(parameters)
                .query((row, number) -> link(row))
                .list();
    }

    List<ChangeClass> changes(String where, Object... parameters) {
        return jdbc.sql(CHANGES + where)
                .params(parameters)
                .query((row, number) -> change(row))
                .list();
    }

    List<ActionClass> actions(String where, Object... parameters) {
        return jdbc.sql(ACTIONS + where)
                .params(parameters)
                .query((row, number) -> new ActionClass(
                        row.getString("resource_id"),
                        row.getObject("action_id", UUID.class),
                        Effect.valueOf(row.getString("effect").toUpperCase(Locale.ROOT)),
                        row.getBoolean("error_seen")))
                .list();
    }

    /** Those of the actions that are causes of other changes than {@code exceptOf}. */
    Set<UUID> causes(String resourceId, Collection<UUID> actionIds, Collection<UUID> exceptOf) {
        return jdbc
                .sql("""
                        select distinct action_id from link
                         where resource_id = ? and action_id = any(?::uuid[]) and cause and change_id <> all(?::uuid[])
                        """)
                .params(resourceId, texts(actionIds), texts(exceptOf))
                .query((row, number) -> row.getObject("action_id", UUID.class))
                .stream()
                .collect(Collectors.toSet());
    }

    List<LinkRevision> revisions(String resourceId, UUID changeId) {
        return jdbc.sql("""
                        select at, request_id, what, score, because from link_revision
                         where resource_id = ? and change_id = ? order by at, request_id, number
                        """)
                .params(resourceId, changeId)
                .query((row, number) -> new LinkRevision(
                        row.getTimestamp("at").toInstant(),
                        row.getString("request_id"),
                        row.getString("what"),
                        row.getDouble("score"),
                        row.getString("because")))
                .list();
    }

    static Object texts(Collection<?> values) {
        return values.stream().map(Object::toString).distinct().toArray(String[]::new);
    }

    private Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getString("resource_id"),
                row.getObject("change_id", UUID.class),
                row.getString("request_id"),
                row.getObject("action_id", UUID.class),
                row.getDouble("score"),
                row.getBoolean("cause"),
                List.of((String[]) row.getArray("paths").getArray()),
                evidence.readValue(row.getString("evidence")),
                row.getString("reason"));
    }

    private ChangeClass change(ResultSet row) throws SQLException {
        var best = row.getTimestamp("best");
        var classes = new HashMap<String, Attribution>();
        Map<String, String> names = paths.readValue(row.getString("path_classes"));
        names.forEach((path, name) -> classes.put(path, attribution(name)));
        return new ChangeClass(
                row.getString("resource_id"),
                row.getObject("change_id", UUID.class),
                attribution(row.getString("attribution")),
                Map.copyOf(classes),
                best == null ? null : best.toInstant());
    }

    private static Attribution attribution(String name) {
        return Attribution.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
