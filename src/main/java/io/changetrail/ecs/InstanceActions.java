package io.changetrail.ecs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stored instance actions, newest version of each; blocks on the database, so never for an event-loop thread. */
@Component
public final class InstanceActions {

    private static final String SELECT = """
            select id, server_id, project_id, request_id, action, ordinal, rank, user_id, start_time, updated_at, message,
                   server_error_seen, document, recorded_at
              from instance_action
            """;

    private final JdbcClient jdbc;
    private final InstanceActionRows rows;

    InstanceActions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = new InstanceActionRows(json);
    }

    /** All actions of one server in Nova's order: start time, then rank. */
    public List<InstanceAction> ofServer(String serverId) {
        return jdbc.sql(SELECT + "where server_id = ? order by start_time, rank, id")
                .param(serverId)
                .query(rows::action)
                .list();
    }

    /** Those of the server that had begun by {@code to} and were not over before {@code from}, in no order. */
    public List<InstanceAction> ofServer(String serverId, Instant from, Instant to) {
        return jdbc.sql(SELECT + """
                        where server_id = :server and greatest(start_time, finish_time, updated_at) >= :from
                          and start_time between :from - interval '24 hours' and :to
                        union all
                        """ + SELECT + """
                        where server_id = :server and greatest(finish_time, updated_at) >= :from
                          and greatest(finish_time, updated_at) - start_time > interval '24 hours'
                          and start_time < :from - interval '24 hours'
                        """)
                .param("server", serverId)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query(rows::action)
                .list();
    }

    /** Up to {@code limit} servers, by id, that have an action of another name than these; reads the whole table. */
    public List<String> serversWithOtherThan(Collection<String> names, int limit) {
        return jdbc.sql(
                        "select distinct server_id from instance_action where action <> all(?) order by server_id limit ?")
                .params(texts(names), limit)
                .query((row, number) -> row.getString("server_id"))
                .list();
    }

    /** How many actions have another name than these; reads the whole table. */
    public long countOtherThan(Collection<String> names) {
        return jdbc.sql("select count(*) from instance_action where action <> all(?)")
                .params(texts(names))
                .query(Long.class)
                .single();
    }

    /** All actions under one request id, over all servers and projects: the caller's scope is not applied here. */
    public List<InstanceAction> ofRequest(String requestId) {
        return jdbc.sql(SELECT + "where request_id = ? order by start_time, rank, id")
                .param(requestId)
                .query(rows::action)
                .list();
    }

    /** Those of the given ids that exist on the given servers, in no order; ids of other servers are not found. */
    public List<InstanceAction> find(Collection<String> serverIds, Collection<UUID> ids) {
        if (serverIds.isEmpty() || ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SELECT + "where server_id = any(?) and id = any(?::uuid[])")
                .params(texts(serverIds), texts(ids))
                .query(rows::action)
                .list();
    }

    /** Nova's own words for the given actions, as received, less secrets. */
    public Map<UUID, JsonNode> documents(Collection<String> serverIds, Collection<UUID> ids) {
        var documents = new HashMap<UUID, JsonNode>();
        if (serverIds.isEmpty() || ids.isEmpty()) {
            return documents;
        }
        jdbc.sql("select id, document from instance_action where server_id = any(?) and id = any(?::uuid[])")
                .params(texts(serverIds), texts(ids))
                .query(row -> {
                    documents.put(row.getObject("id", UUID.class), rows.document(row));
                });
        return documents;
    }

    private static Object texts(Collection<?> values) {
        return values.stream().map(Object::toString).distinct().toArray(String[]::new);
    }
}
