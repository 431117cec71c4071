package io.changetrail.inventory;

import io.changetrail.inventory.ServerLists.Rows;
import io.changetrail.redaction.Redactor;
import io.changetrail.sync.Quarantine;
import io.changetrail.sync.Streams;
import io.changetrail.sync.Walk;
import io.changetrail.sync.WalkedProjects;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Writes what the lists of both clouds show, and marks whoever looks different from last time as due. */
@Repository
class ServerStore {

    /*
     * Whoever is found by the first look at a source's lists is its backfill; whoever is found later is a change, and so is who
     * looks different before it was read: it may be gone before its turn comes.
     */
    private static final String FIRST_LOOK_AT_ECS =
            "not exists (select from stream where source = 'ecs' and scope = :project and cursor_at is not null)";

    private static final String FIRST_LOOK_AT_RMS =
            "not exists (select from stream where source = 'rms' and cursor_at is not null)";

    private static final String FROM_NOVA = """
            insert into server as s (server_id, project_id, region, name, state, nova_created, nova_updated, deleted_at,
                                     deletion_seen_at, first_seen, last_seen, ecs_due_at, rms_due_at, ecs_backfill,
                                     rms_backfill)
            values (:id, :project, :region, :name, :state, :created, :updated, :deleted, :deletionSeen, :now, :now, :now,
                    :now, #ecs_backfill, #rms_backfill)
            on conflict (server_id) do update
               set name = coalesce(excluded.name, s.name), state = excluded.state, nova_created = excluded.nova_created,
                   nova_updated = excluded.nova_updated,
                   deleted_at = case when excluded.deleted_at is not null
                                     then coalesce(s.deleted_at, excluded.deleted_at) end,
                   deletion_seen_at = case when s.deleted_at is null or excluded.deleted_at is null
                                           then excluded.deletion_seen_at else s.deletion_seen_at end,
                   last_seen = excluded.last_seen, ecs_ended = s.ecs_ended and excluded.deleted_at is not null,
                   ecs_due_at = case when #differs then :now else s.ecs_due_at end,
                   ecs_backfill = s.ecs_backfill and (not #differs or #new),
                   ecs_attempts = case when excluded.nova_updated is distinct from s.nova_updated then 0
                                       else s.ecs_attempts end,
                   rms_due_at = case when #deleted then :now else s.rms_due_at end,
                   rms_backfill = s.rms_backfill and (not #deleted or #new),
                   rms_attempts = case when #deleted then 0 else s.rms_attempts end
             where s.project_id = excluded.project_id
            """.replace("#new", "(s.nova_updated is null and #ecs_backfill)")
            .replace("#ecs_backfill", FIRST_LOOK_AT_ECS)
            .replace("#rms_backfill", FIRST_LOOK_AT_RMS)
            .replace("#deleted", "(excluded.deleted_at is not null and s.deleted_at is null)")
            .replace("#differs", """
                    (excluded.nova_updated is distinct from s.nova_updated or excluded.state is distinct from s.state
                     or (excluded.deleted_at is null and s.deleted_at is not null))""");

    /*
     * Who has just been read for what Nova's list showed is read again by the next walk, not twice by the same; and nobody because
     * the first look at RMS shows for the first time what Nova had shown already.
     */
    private static final String FROM_RMS = """
            insert into server as s (server_id, project_id, region, name, rms_checksum, rms_updated,
                                     first_seen, last_seen, ecs_due_at, rms_due_at, ecs_backfill, rms_backfill)
            values (:id, :project, :region, :name, :checksum, :updated, :now, :now, :now, :now, #ecs_backfill,
                    #rms_backfill)
            on conflict (server_id) do update
               set name = coalesce(s.name, excluded.name), rms_checksum = excluded.rms_checksum,
                   rms_updated = excluded.rms_updated,
                   last_seen = case when :live then excluded.last_seen else s.last_seen end,
                   ecs_due_at = case when not #differs or #new then s.ecs_due_at
                                     when s.ecs_due_at <= :now then s.ecs_due_at + interval '1 microsecond'
                                     else :seen end,
                   ecs_backfill = s.ecs_backfill and (not #differs or #new),
                   rms_due_at = case when #differs then :now else s.rms_due_at end,
                   rms_backfill = s.rms_backfill and (not #differs or #new),
                   rms_attempts = case when #differs then 0 else s.rms_attempts end
             where s.project_id = excluded.project_id
            """.replace(
                    "#new", "(s.rms_checksum is null and s.rms_updated is null and #rms_backfill)")
            .replace("#ecs_backfill", FIRST_LOOK_AT_ECS)
            .replace("#rms_backfill", FIRST_LOOK_AT_RMS)
            .replace("#differs", """
                    (excluded.rms_checksum is distinct from s.rms_checksum
                     or (excluded.rms_checksum is null and excluded.rms_updated is distinct from s.rms_updated))""");

    private static final Duration LATE = Duration.ofHours(25);

    private final NamedParameterJdbcTemplate jdbc;
    private final Streams streams;
    private final WorkQueue queue;
    private final WalkedProjects projects;
    private final Quarantine quarantine;
    private final Redactor redactor;
    private final Clock clock;

    ServerStore(
            NamedParameterJdbcTemplate jdbc,
            Streams streams,
            WorkQueue queue,
            WalkedProjects projects,
            Quarantine quarantine,
            Redactor redactor,
            Clock clock) {
        this.projects = projects;
        this.clock = clock;
        this.jdbc = jdbc;
        this.streams = streams;
        this.queue = queue;
        this.quarantine = quarantine;
        this.redactor = redactor;
    }

    /** Stores a page of Nova's list. */
    @Transactional
    void novaPage(Walk walk, String project, String region, Rows<NovaServer> page) {
        streams.fence(walk);
        streams.limited(walk, page.limitation());
        quarantine(walk, page);
        var servers = inOrder(page.readable(), NovaServer::id);
        jdbc.batchUpdate(
                FROM_NOVA,
                servers.stream()
                        .map(server -> new MapSqlParameterSource()
                                .addValue("id", server.id())
                                .addValue("project", project)
                                .addValue("region", region)
                                .addValue("name", scrubbed(server.name()))
                                .addValue("state", server.status())
                                .addValue("created", utc(server.created()), Types.TIMESTAMP_WITH_TIMEZONE)
                                .addValue("updated", utc(server.updated()), Types.TIMESTAMP_WITH_TIMEZONE)
                                .addValue("deleted", deleted(server), Types.TIMESTAMP_WITH_TIMEZONE)
                                .addValue(
                                        "deletionSeen",
                                        utc(deletionSeen(server, walk.startedAt())),
                                        Types.TIMESTAMP_WITH_TIMEZONE)
                                .addValue("now", utc(walk.startedAt()), Types.TIMESTAMP_WITH_TIMEZONE))
                        .toArray(MapSqlParameterSource[]::new));
        jdbc.batchUpdate(
                """
                insert into server_seen (server_id, nova_updated, status) values (:id, :updated, :status)
                on conflict do nothing
                """,
                servers.stream()
                        .filter(server -> server.status() != null)
                        .map(server -> new MapSqlParameterSource()
                                .addValue("id", server.id())
                                .addValue("updated", utc(server.updated()), Types.TIMESTAMP_WITH_TIMEZONE)
                                .addValue("status", server.status()))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /**
     * Stores a page of an RMS list.
     *
     * @param live false for the list of deleted resources
     */
    @Transactional
    void rmsPage(Walk walk, Rows<RmsResource> page, boolean live) {
        streams.fence(walk);
        quarantine(walk, page);
        jdbc.batchUpdate(
                FROM_RMS,
                inOrder(page.readable(), RmsResource::id).stream()
                        .map(resource -> new MapSqlParameterSource()
                                .addValue("id", resource.id())
                                .addValue("project", resource.projectId())
                                .addValue("region", resource.region())
                                .addValue("name", scrubbed(resource.name()))
                                .addValue("checksum", resource.checksum(), Types.VARCHAR)
                                .addValue("updated", utc(resource.updated()), Types.TIMESTAMP_WITH_TIMEZONE)
                                .addValue("now", utc(walk.startedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                                .addValue("seen", utc(clock.instant()), Types.TIMESTAMP_WITH_TIMEZONE)
                                .addValue("live", live))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /**
     * As {@link #listed}, of the domain.
     *
     * @param wanted the projects whose rows were kept; null for all
     */
    @Transactional
    void rmsListed(Walk walk, @Nullable Collection<String> wanted) {
        projects.listed(walk, wanted);
        listed(walk);
    }

    /** The whole list is stored. Without a cursor, or with one of a clock that was ahead, nobody is left for later. */
    @Transactional
    void listed(Walk walk) {
        streams.listed(walk);
        if (walk.cursor() == null) {
            queue.hastenAll(walk.stream(), walk.startedAt());
        }
    }

    private void quarantine(Walk walk, Rows<?> page) {
        for (var row : page.unreadable()) {
            quarantine.put(
                    walk.stream(),
                    null,
                    "a list row without a usable id, project or time",
                    redactor.scrub(redactor.redact(row).toString()));
        }
    }

    /** Customers choose it, and may have put anything into it. */
    private @Nullable String scrubbed(@Nullable String name) {
        return name == null ? null : redactor.scrub(name);
    }

    /** Whoever writes several servers in one transaction takes them in this order, so that none waits for the other in a ring. */
    private static <T> List<T> inOrder(List<T> rows, Function<T, String> id) {
        return rows.stream().sorted(Comparator.comparing(id)).toList();
    }

    private static @Nullable OffsetDateTime deleted(NovaServer server) {
        return server.isDeleted() ? utc(server.updated()) : null;
    }

    /** Null also for a deletion so long ago that nothing late can come any more. */
    private static @Nullable Instant deletionSeen(NovaServer server, Instant now) {
        return server.isDeleted() && server.updated().isAfter(now.minus(LATE)) ? now : null;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
