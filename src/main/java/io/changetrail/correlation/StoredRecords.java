package io.changetrail.correlation;

import io.changetrail.ecs.InstanceActions;
import io.changetrail.rms.ResourceHistory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the records of one server, all or those of a stretch of time. */
@Component
class StoredRecords {

    private static final String REACH = """
            select exists (select from instance_action where server_id = :server and start_time < :from)
                   or exists (select from history_item where resource_id = :server and capture_time < :from) as before,
                   exists (select from instance_action where server_id = :server and start_time > :to)
                   or exists (select from history_item where resource_id = :server and capture_time > :to) as after
            """;

    private final JdbcClient jdbc;
    private final InstanceActions actions;
    private final ResourceHistory history;
    private final LinkRows links;

    StoredRecords(JdbcClient jdbc, InstanceActions actions, ResourceHistory history, LinkRows links) {
        this.jdbc = jdbc;
        this.actions = actions;
        this.history = history;
        this.links = links;
    }

    Window all(String serverId) {
        return new Window(Span.EVER, actions.ofServer(serverId), history.ofResource(serverId, Capture.PROPERTIES));
    }

    Records of(String serverId) {
        return new Records() {
            @Override
            public Window during(Span span) {
                return span.equals(Span.EVER) ? all(serverId) : window(serverId, span);
            }

            @Override
            public Set<UUID> causes(Collection<UUID> actionIds, Collection<UUID> exceptOf) {
                return links.causes(serverId, actionIds, exceptOf);
            }
        };
    }

    private Window window(String serverId, Span span) {
        var from = Instant.ofEpochMilli(span.from());
        var to = Instant.ofEpochMilli(span.to());
        var reached = jdbc.sql(REACH)
                .param("server", serverId)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Span(
                        row.getBoolean("before") ? span.from() : Span.EVER.from(),
                        row.getBoolean("after") ? span.to() : Span.EVER.to()))
                .single();
        return new Window(reached, actions.ofServer(serverId, from, to), history.ofResource(serverId, from, to));
    }
}
