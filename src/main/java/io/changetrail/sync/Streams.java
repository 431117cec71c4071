package io.changetrail.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Claims, moves and frees streams; leases run by the database's clock, cursors by ours. */
@Component
public class Streams {

    /** How long the others wait for a replica that died; a living one renews in time, however slow the upstream is. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** How far the clocks of two replicas may be apart. */
    public static final Duration SKEW = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final StreamClaims claims;
    private final StreamRows rows;
    private final GapRows gaps;
    private final WalkedProjects projects;
    private final CoverageNews news;
    private final SyncProperties properties;
    private final String owner = UUID.randomUUID().toString();
    private final Instant configuredAt;
    private volatile boolean closed;

    Streams(
            JdbcClient jdbc,
            StreamClaims claims,
            StreamRows rows,
            GapRows gaps,
            WalkedProjects projects,
            CoverageNews news,
            SyncProperties properties,
            Clock clock) {
        this.projects = projects;
        this.jdbc = jdbc;
        this.claims = claims;
        this.rows = rows;
        this.gaps = gaps;
        this.news = news;
        this.properties = properties;
        this.configuredAt = clock.instant();
    }

    /**
     * Begins a walk at {@code now}, or nothing while another replica is at it or began one less than an interval ago, unless
     * somebody asked for it. If nobody was at it for long, that is an outage which only a whole walk ends.
     */
    @Transactional
    public Optional<Walk> claim(StreamKey key, Instant now) {
        if (closed) {
            return Optional.empty();
        }
        var walk = claims.claim(key, owner, now).map(claim -> walk(claim, now));
        if (closed) {
            walk.ifPresent(this::release);
            return Optional.empty();
        }
        return walk;
    }

    /**
     * Fails if the stream was claimed since; else nobody can claim it before the caller's transaction ends. Any number of
     * transactions of one walk may hold the stream like this at once: of a row, key share excludes only a change of its key,
     * and the epoch is one.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void fence(Walk walk) {
        var mine = jdbc.sql(
                        "select epoch from stream where source = :source and scope = :scope and epoch = :epoch for key share")
                .param("source", walk.stream().source())
                .param("scope", walk.stream().scope())
                .param("epoch", walk.epoch())
                .query((row, number) -> row.getLong(1))
                .optional();
        if (mine.isEmpty()) {
            throw new StaleWalkException(walk.stream());
        }
    }

    /** Lets whoever is free begin the next walk of each stream, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ask() {
        jdbc.sql("""
                        update stream set began_at = null
                          from (select source, scope from stream order by source, scope for no key update) as asked
                         where stream.source = asked.source and stream.scope = asked.scope
                        """).update();
    }

    /** Renews the lease of a walk that is still under way. */
    @Transactional
    public void renew(Walk walk) {
        var hit = jdbc.sql("""
                        update stream set lease_until = now() + :lease * interval '1 second'
                         where source = :source and scope = :scope and epoch = :epoch
                        """)
                .param("lease", LEASE.toSeconds())
                .param("source", walk.stream().source())
                .param("scope", walk.stream().scope())
                .param("epoch", walk.epoch())
                .update();
        if (hit != 1) {
            throw new StaleWalkException(walk.stream());
        }
    }

    /**
     * Notes what the upstream cannot show however often it is read. What it hid until now stays hidden.
     *
     * @param reason as coverage names it; null if nothing is known to be hidden
     */
    @Transactional
    public void limited(Walk walk, @Nullable String reason) {
        var known = rows.find(walk.stream()).map(StreamRow::limitation).orElse(null);
        var seen = reason == null ? null : GapReason.of(reason);
        if (known != seen) {
            var before = rows.locked(walk);
            var after = changed(
                    walk,
                    seen == null
                            ? "limitation = null, limited_since = null"
                            : "limitation = '" + seen.word() + "', limited_since = :at",
                    Map.of());
            close(after, seen == null ? Healing.hidden(before, walk.startedAt()) : List.of());
        }
    }

    /**
     * Notes how many of the resources that the first walks found were never read yet; until there are none, coverage names a
     * {@code backfill}.
     */
    @Transactional
    public void backfilling(Walk walk, long left) {
        rows.change(walk, "backfill_left = :left", Map.of("left", left))
                .ifPresent(after -> news.tell(after, List.of()));
    }

    /**
     * Moves the cursor, unless deletions were not looked for, in the transaction that stores the last page of the list. One
     * that was ahead of the clock goes back. What came and went while nobody listed is lost, also before the first whole walk.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void listed(Walk walk) {
        var moves = walk.seesDeletions();
        var before = rows.locked(walk);
        var closed = moves
                ? Healing.betweenLists(before, walk.cursor(), walk.startedAt(), properties.promise(walk.stream()))
                : List.<Gap>of();
        var after = changed(
                walk,
                "cursor_at = " + (moves ? ":at" : "cursor_at") + (walk.sweep() ? ", sweep_at = :at" : ""),
                Map.of());
        if (!closed.isEmpty()) {
            close(after, closed);
        }
    }

    /**
     * Each server was swept at or after {@code since}.
     *
     * @param since no further than the last whole list, which may have shown servers that nobody knew of
     */
    @Transactional
    public void swept(Walk walk, Instant since) {
        rows.change(
                        walk,
                        "swept_until = greatest(case when swept_until <= :at then swept_until end, least(sweep_at, :since))",
                        Map.of("since", since.atOffset(ZoneOffset.UTC)))
                .ifPresent(after -> news.tell(after, List.of()));
    }

    /** Everything that was due when the walk began is stored; frees the stream and ends its trouble. */
    @Transactional
    public void complete(Walk walk) {
        var before = rows.locked(walk);
        var closed = Healing.of(before, walk.startedAt(), properties.promise(walk.stream()));
        var onboarded = Onboarding.since(before, properties.backfillSince(), configuredAt);
        var after = changed(walk, """
                        complete_until = :at, lease_until = null, whole_began_at = coalesce(began_at, whole_began_at, now()),
                        whole_since = coalesce(whole_since, :at), whole_at = now(), trouble = null,
                        onboarded_since = cast(nullif(:onboarded, '') as timestamptz)
                        """, Map.of("onboarded", onboarded == null ? "" : onboarded.toString()));
        close(after, closed);
        projects.whole(walk, before, after, configuredAt);
    }

    /** Frees the stream after a walk that says nothing of the upstream. */
    @Transactional
    public void release(Walk walk) {
        release(walk, new Shortfall(Shortfall.Kind.UNFINISHED, "it was not begun"));
    }

    /** Frees the stream after a walk that did not get through; what was committed stays. */
    @Transactional
    public void release(Walk walk, Shortfall shortfall) {
        var trouble = switch (shortfall.kind()) {
            case OUTAGE, FORBIDDEN, RECORDER_OFF ->
                "'" + GapReason.valueOf(shortfall.kind().name()).word() + "'";
            case WAITING -> "coalesce(trouble, 'outage')";
            case UNFINISHED -> "trouble";
        };
        rows.change(walk, "lease_until = null, trouble = " + trouble, Map.of())
                .ifPresent(after -> news.tell(after, List.of()));
    }

    /** Frees all streams of this replica for the others; a commit of a walk that is still under way is refused from here on. */
    @Transactional
    void close() {
        closed = true;
        jdbc.sql("update stream set epoch = epoch + 1, lease_until = null, began_at = null where lease_owner = :owner")
                .param("owner", owner)
                .update();
    }

    /** Lets this replica claim again. */
    void open() {
        closed = false;
    }

    private void close(StreamRow after, List<Gap> closed) {
        gaps.keep(after.key(), closed);
        news.tell(after, closed);
    }

    private StreamRow changed(Walk walk, String assignments, Map<String, ?> values) {
        return rows.change(walk, assignments, values).orElseThrow(() -> new StaleWalkException(walk.stream()));
    }

    private Walk walk(StreamClaims.Claim claim, Instant now) {
        var row = claim.row();
        news.tell(row, List.of());
        var cursor = past(row.cursor(), now);
        return new Walk(row.key(), claim.epoch(), now, cursor, sweeps(past(row.sweepAt(), now), cursor, now));
    }

    /** Not twice in a row, however short the interval of sweeps is: the look at what was deleted must come in between. */
    private boolean sweeps(@Nullable Instant last, @Nullable Instant cursor, Instant now) {
        return last == null
                || cursor == null
                || (cursor.isAfter(last)
                        && !last.plus(properties.fullSweepInterval()).isAfter(now));
    }

    /** A time that is not may have been written by a clock that was wrong, and what happened until then would be skipped. */
    private static @Nullable Instant past(@Nullable Instant time, Instant now) {
        return time == null || time.isAfter(now.plus(SKEW)) ? null : time;
    }
}
