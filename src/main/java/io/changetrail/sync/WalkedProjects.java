package io.changetrail.sync;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers for which projects a domain is walked. Rows of others are dropped from its lists, so a whole walk of the domain
 * says nothing of a project that came later, is left out now or was never wanted.
 */
@Component
public class WalkedProjects {

    private final StreamRows streams;
    private final WalkedProjectRows rows;
    private final GapRows gaps;
    private final CoverageNews news;
    private final SyncProperties properties;

    WalkedProjects(
            StreamRows streams, WalkedProjectRows rows, GapRows gaps, CoverageNews news, SyncProperties properties) {
        this.streams = streams;
        this.rows = rows;
        this.gaps = gaps;
        this.news = news;
        this.properties = properties;
    }

    /** Whether the last committed list was not read for one of them, so that even what is long gone may be new. */
    public boolean areNew(Walk walk, Collection<String> ids) {
        var known = rows.of(walk.stream());
        return ids.stream().anyMatch(id -> {
            var project = known.get(id);
            return project == null || !project.included();
        });
    }

    /**
     * Notes for whom the list was read, in the transaction that stores its last page and before the cursor moves.
     *
     * @param ids null for all there are
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void listed(Walk walk, @Nullable Collection<String> ids) {
        var before = streams.locked(walk);
        var known = rows.of(walk.stream());
        var wanted = wanted(ids, known);
        for (var id : new TreeSet<>(wanted)) {
            var project = known.get(id);
            if (project == null) {
                change(walk, before, null, beginning(id, before, known, walk.startedAt()), List.of());
            } else if (!project.included()) {
                var closed = project.closedByReturn(walk.startedAt(), properties.promise(walk.stream()));
                change(walk, before, project, project.returned(), closed);
            }
        }
        known.values().stream()
                .filter(project -> project.included() && !wanted.contains(project.id()))
                .forEach(project -> change(walk, before, project, project.left(before, walk.startedAt()), List.of()));
    }

    /**
     * A walk was whole, of which the caller's transaction has the stream.
     *
     * @param configuredAt since when what is asked for is configured
     */
    void whole(Walk walk, StreamRow before, StreamRow after, Instant configuredAt) {
        for (var project : rows.of(walk.stream()).values()) {
            if (project.included()) {
                var closed = project.closedByWhole(before, walk.startedAt(), properties.promise(walk.stream()));
                var next = project.whole(before, walk.startedAt(), properties.backfillSince(), configuredAt);
                if (!next.equals(project)) {
                    change(walk, after, project, next, closed);
                }
            }
        }
    }

    private void change(
            Walk walk, StreamRow stream, @Nullable WalkedProject before, WalkedProject after, List<Gap> closed) {
        rows.put(walk.stream(), after);
        gaps.keep(new StreamKey(walk.stream().source(), after.id()), closed);
        if ((before != null || after.isApart()) && !after.id().equals(WalkedProject.ALL)) {
            news.tell(stream, before, after, closed);
        }
    }

    private static Set<String> wanted(@Nullable Collection<String> ids, Map<String, WalkedProject> known) {
        if (ids != null) {
            return Set.copyOf(ids);
        }
        var all = new HashSet<>(known.keySet());
        all.add(WalkedProject.ALL);
        return all;
    }

    /** One that was walked as one of all goes on from there. */
    private static WalkedProject beginning(
            String id, StreamRow before, Map<String, WalkedProject> known, Instant startedAt) {
        if (known.isEmpty() && before.cursor() == null) {
            return WalkedProject.fromTheFirst(id);
        }
        var all = known.get(WalkedProject.ALL);
        return all == null ? WalkedProject.added(id, startedAt) : all.named(id).returned();
    }
}
