package io.changetrail.correlation;

import io.changetrail.sync.Columns;
import io.changetrail.sync.WrittenTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Replaces links and classes of one resource, touching only the rows that differ; each write is one statement. */
@Component
class LinkStore {

    private static final String OF_RESOURCE = "resource_id = ?";
    private static final String OF_CHANGES = "resource_id = ? and change_id = any(?::uuid[])";
    private static final String OF_ACTIONS = "resource_id = ? and action_id = any(?::uuid[])";
    private static final String PUT_LINKS = """
            insert into link (resource_id, change_id, request_id, action_id, score, cause, paths, evidence, reason)
            select ?, change_id, request_id, action_id, score, cause, paths::text[], evidence::json, reason
              from unnest(?::uuid[], ?::text[], ?::uuid[], ?::double precision[], ?::boolean[], ?::text[], ?::text[], ?::text[])
                   as row (change_id, request_id, action_id, score, cause, paths, evidence, reason)
            on conflict (resource_id, change_id, request_id) do update set action_id = excluded.action_id,
                   score = excluded.score, cause = excluded.cause, paths = excluded.paths,
                   evidence = excluded.evidence, reason = excluded.reason
            """;
    private static final String DROP_LINKS = """
            delete from link using json_to_recordset(?::json) as row (change_id uuid, request_id text)
             where link.resource_id = ? and link.change_id = row.change_id and link.request_id = row.request_id
            """;
    private static final String PUT_CHANGES = """
            insert into change_class (resource_id, change_id, attribution, path_classes, best)
            select ?, change_id, attribution, path_classes::json, best
              from unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                   as row (change_id, attribution, path_classes, best)
            on conflict (resource_id, change_id) do update set attribution = excluded.attribution,
                   path_classes = excluded.path_classes, best = excluded.best
            """;
    private static final String DROP_CHANGES = """
            delete from change_class using json_to_recordset(?::json) as row (change_id uuid)
             where change_class.resource_id = ? and change_class.change_id = row.change_id
            """;
    private static final String PUT_ACTIONS = """
            insert into action_class (resource_id, action_id, effect, error_seen)
            select ?, action_id, effect, error_seen
              from unnest(?::uuid[], ?::text[], ?::boolean[]) as row (action_id, effect, error_seen)
            on conflict (resource_id, action_id) do update set effect = excluded.effect,
                   error_seen = excluded.error_seen
            """;
    private static final String DROP_ACTIONS = """
            delete from action_class using json_to_recordset(?::json) as row (action_id uuid)
             where action_class.resource_id = ? and action_class.action_id = row.action_id
            """;

    private final JdbcClient jdbc;
    private final LinkRows rows;
    private final LinkHistory history;
    private final JsonMapper json;

    LinkStore(JdbcClient jdbc, LinkRows rows, LinkHistory history, JsonMapper json) {
        this.history = history;
        this.jdbc = jdbc;
        this.rows = rows;
        this.json = json;
    }

    /**
     * Makes the stored links and classes of the resource equal to {@code correlation}.
     *
     * @return what that changed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Replaced replace(String resourceId, Correlation correlation, Because because) {
        var stored = new Correlation(
                rows.links(OF_RESOURCE, resourceId),
                rows.changes(OF_RESOURCE, resourceId),
                rows.actions(OF_RESOURCE, resourceId));
        return replace(resourceId, stored, correlation, because);
    }

    /** The same for those changes and actions only that have a class in {@code correlation}. */
    @Transactional(propagation = Propagation.MANDATORY)
    Replaced replacePart(String resourceId, Correlation correlation, Because because) {
        var changes = LinkRows.texts(
                correlation.changes().stream().map(ChangeClass::changeId).toList());
        var actions = LinkRows.texts(
                correlation.actions().stream().map(ActionClass::actionId).toList());
        var stored = new Correlation(
                rows.links(OF_CHANGES, resourceId, changes),
                rows.changes(OF_CHANGES, resourceId, changes),
                rows.actions(OF_ACTIONS, resourceId, actions));
        return replace(resourceId, stored, correlation, because);
    }

    private Replaced replace(String resourceId, Correlation stored, Correlation wanted, Because because) {
        var links = Difference.of(stored.links(), wanted.links(), LinkStore::key);
        var changes = Difference.of(
                stored.changes(), wanted.changes(), change -> change.changeId().toString());
        var actions = Difference.of(
                stored.actions(), wanted.actions(), action -> action.actionId().toString());
        history.note(resourceId, because, links, changes, actions);
        var written = put(resourceId, PUT_LINKS, links.written(), this::columns)
                + put(resourceId, PUT_CHANGES, changes.written(), this::changeColumns)
                + put(resourceId, PUT_ACTIONS, actions.written(), LinkStore::actionColumns)
                + drop(resourceId, DROP_LINKS, links.gone(), LinkStore::row)
                + drop(resourceId, DROP_CHANGES, changes.gone(), LinkStore::row)
                + drop(resourceId, DROP_ACTIONS, actions.gone(), LinkStore::row);
        return new Replaced(written, links.created());
    }

    private <T> int put(
            String resourceId, String statement, List<T> changed, Function<Columns<T>, List<Object>> columns) {
        if (changed.isEmpty()) {
            return 0;
        }
        var parameters = new ArrayList<Object>(List.of(resourceId));
        parameters.addAll(columns.apply(new Columns<>(changed)));
        return jdbc.sql(statement).params(parameters).update();
    }

    private <T> int drop(String resourceId, String statement, List<T> gone, Function<T, Map<String, Object>> row) {
        return gone.isEmpty()
                ? 0
                : jdbc.sql(statement)
                        .params(json.writeValueAsString(gone.stream().map(row).toList()), resourceId)
                        .update();
    }

    private List<Object> columns(Columns<Link> links) {
        return List.of(
                links.texts(Link::changeId),
                links.texts(Link::requestId),
                links.texts(Link::actionId),
                links.texts(Link::score),
                links.texts(Link::cause),
                links.texts(link -> Columns.array(link.paths())),
                links.texts(link -> json.writeValueAsString(link.evidence())),
                links.texts(Link::reason));
    }

    private List<Object> changeColumns(Columns<ChangeClass> changes) {
        return List.of(
                changes.texts(ChangeClass::changeId),
                changes.texts(change -> name(change.attribution())),
                changes.texts(change -> json.writeValueAsString(names(change.paths()))),
                changes.times(ChangeClass::best));
    }

    private static List<Object> actionColumns(Columns<ActionClass> actions) {
        return List.of(
                actions.texts(ActionClass::actionId),
                actions.texts(action -> name(action.effect())),
                actions.texts(ActionClass::errorSeen));
    }

    private static String key(Link link) {
        return link.changeId() + " " + link.requestId();
    }

    static Map<String, Object> row(Link link) {
        var row = new HashMap<String, Object>();
        row.put("change_id", link.changeId());
        row.put("request_id", link.requestId());
        row.put("action_id", link.actionId());
        row.put("score", link.score());
        row.put("cause", link.cause());
        row.put("paths", link.paths());
        row.put("evidence", link.evidence());
        if (link.reason() != null) {
            row.put("reason", link.reason());
        }
        return row;
    }

    static Map<String, Object> row(ChangeClass change) {
        var row = new HashMap<String, Object>();
        row.put("change_id", change.changeId());
        row.put("attribution", name(change.attribution()));
        row.put("path_classes", names(change.paths()));
        if (change.best() != null) {
            row.put("best", WrittenTime.of(change.best()));
        }
        return row;
    }

    static Map<String, Object> row(ActionClass action) {
        return Map.of(
                "action_id", action.actionId(), "effect", name(action.effect()), "error_seen", action.errorSeen());
    }

    private static Map<String, String> names(Map<String, Attribution> paths) {
        var names = new TreeMap<String, String>();
        paths.forEach((path, attribution) -> names.put(path, name(attribution)));
        return names;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * What became different.
     *
     * @param rows how many were written or deleted
     * @param created links of pairs that had none
     */
    record Replaced(int rows, List<Link> created) {}
}
