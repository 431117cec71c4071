package io.changetrail.ecs;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Marks stored actions that Nova lists no more although it lists others of the server; nothing is ever deleted for that. */
@Repository
class GoneActions {

    private static final Logger log = LoggerFactory.getLogger(GoneActions.class);

    private final JdbcClient jdbc;
    private final MeterRegistry meters;

    GoneActions(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** Compares a whole reading with what was stored before it; a row that could not be read may be any of them. */
    void note(String serverId, ServerReading reading, Collection<StoredAction> stored, Instant now) {
        var served = reading.actions().stream().map(ReadAction::id).collect(Collectors.toSet());
        mark(serverId, ids(stored, action -> action.gone() && served.contains(action.id())), null);
        if (served.isEmpty() || !reading.whole()) {
            return;
        }
        var gone = ids(stored, action -> !action.gone() && !served.contains(action.id()));
        mark(serverId, gone, now);
        if (!gone.isEmpty()) {
            meters.counter("changetrail.ingest.gone", "source", "ecs").increment(gone.size());
            if (stored.stream().noneMatch(StoredAction::gone)) {
                log.warn(
                        "Nova lists {} actions of server {} no more, but others; they are kept", gone.size(), serverId);
            }
        }
    }

    private void mark(String serverId, List<UUID> ids, @Nullable Instant since) {
        if (!ids.isEmpty()) {
            jdbc.sql(
                            "update instance_action set gone_since = :since where server_id = :server and id = any(:ids::uuid[])")
                    .param(
                            "since",
                            since == null ? null : since.atOffset(ZoneOffset.UTC),
                            Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("server", serverId)
                    .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                    .update();
        }
    }

    private static List<UUID> ids(Collection<StoredAction> stored, Predicate<StoredAction> wanted) {
        return stored.stream().filter(wanted).map(StoredAction::id).toList();
    }
}
