package io.changetrail.inventory;

import io.changetrail.sync.Projects;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The SQL of one {@link ServerQuery}: fixed pieces of text, every value bound. */
final class ServerSelection {

    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /* Reads the addresses as text: one odd document must not make the whole list fail, as casts to jsonb can. */
    private static final String HAS_ADDRESS = """
             or strpos(regexp_replace(
                  (select i.document #> '{resource,properties,addresses}' from history_item i
                    where i.resource_id = s.server_id
                    order by i.capture_time desc, i.rank desc, i.id desc limit 1)::text, '\\s', '', 'g'),
                '"addr":"' || ? || '"') > 0
            """;

    private static final String CHANGED = """
             and (exists (select 1 from instance_action a where a.server_id = s.server_id and a.start_time >= ?)
               or exists (select 1 from history_item i where i.resource_id = s.server_id and i.capture_time >= ?))
            """;

    private final StringBuilder text = new StringBuilder(Servers.SELECT).append("where true");
    private final List<Object> parameters = new ArrayList<>();

    ServerSelection(ServerQuery query) {
        if (query.projects() instanceof Projects.Of some) {
            add(" and s.project_id = any(?)", (Object) some.ids().toArray(String[]::new));
        }
        if (!query.states().isEmpty()) {
            var states = query.states().toArray(String[]::new);
            add(
                    query.statesExcluded() ? " and (s.state is null or s.state <> all(?))" : " and s.state = any(?)",
                    (Object) states);
        }
        if (query.search() != null) {
            search(query.search());
        }
        if (query.changedSince() != null) {
            var since = query.changedSince().atOffset(ZoneOffset.UTC);
            add(CHANGED, since, since);
        }
        if (query.after() != null) {
            add(query.ascending() ? " and s.server_id > ?" : " and s.server_id < ?", query.after());
        }
        add(query.ascending() ? " order by s.server_id limit ?" : " order by s.server_id desc limit ?", query.limit());
    }

    String text() {
        return text.toString();
    }

    List<Object> parameters() {
        return parameters;
    }

    private void search(String search) {
        var prefix = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        add(" and (s.server_id = ? or s.name ilike ?", search, prefix);
        if (ADDRESS.matcher(search).matches()) {
            add(HAS_ADDRESS, search);
        }
        text.append(')');
    }

    private void add(String sql, Object... values) {
        text.append(sql);
        parameters.addAll(List.of(values));
    }
}
