package io.changetrail.timeline;

import io.changetrail.sync.Coverages;
import io.changetrail.sync.Watching;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads pages of timelines; blocks on the database, so never for an event-loop thread. */
@Component
public final class Timelines {

    private static final int SMALLEST_CHUNK = 200;

    private final TimelineMerge merge;
    private final RecordReader reader;
    private final Coverages coverages;
    private final WatermarkReader watermarks;

    Timelines(TimelineMerge merge, RecordReader reader, Coverages coverages, WatermarkReader watermarks) {
        this.merge = merge;
        this.reader = reader;
        this.coverages = coverages;
        this.watermarks = watermarks;
    }

    /** As {@link #page(TimelineQuery, Disclosure, Watching, Instant)}, by what is known of the streams at the moment. */
    public TimelinePage page(TimelineQuery query, Disclosure disclosure, Instant now) {
        return page(query, disclosure, coverages.watching(), now);
    }

    /**
     * Filters that depend on the time of asking read on until the page is full, so that no page is empty before the end.
     *
     * @param watching read before, so that a page never claims more than it holds
     */
    public TimelinePage page(TimelineQuery query, Disclosure disclosure, Watching watching, Instant now) {
        var wanted = query.limit() + 1;
        var size = query.filters().dependOnTheEntry() ? Math.max(wanted, SMALLEST_CHUNK) : wanted;
        var found = new ArrayList<Placed>();
        var after = query.after();
        List<TimelineKey> keys;
        do {
            keys = merge.read(query.chunk(size, after));
            var assembler = assembler(keys, disclosure, watching, now);
            for (var key : keys) {
                assembler
                        .entry(key)
                        .filter(query.filters()::accept)
                        .ifPresent(entry -> found.add(new Placed(key.position(), entry)));
            }
            after = keys.isEmpty() ? after : keys.getLast().position();
        } while (keys.size() == size && found.size() < wanted);
        return page(found, query.limit());
    }

    /** The entries of single keys, in the given order. */
    List<TimelineEntry> entries(List<TimelineKey> keys, Disclosure disclosure, Instant now) {
        var assembler = assembler(keys, disclosure, coverages.watching(), now);
        return keys.stream().flatMap(key -> assembler.entry(key).stream()).toList();
    }

    private EntryAssembler assembler(List<TimelineKey> keys, Disclosure disclosure, Watching watching, Instant now) {
        Collection<String> projects = keys.stream().map(TimelineKey::projectId).collect(Collectors.toSet());
        var known = watermarks.at(watching, projects, now);
        return new EntryAssembler(reader.read(keys, disclosure.raw()), known, disclosure);
    }

    private static TimelinePage page(List<Placed> found, int limit) {
        var shown = found.subList(0, Math.min(limit, found.size()));
        @Nullable Position next = found.size() > limit ? shown.getLast().position() : null;
        return new TimelinePage(shown.stream().map(Placed::entry).toList(), next);
    }

    private record Placed(Position position, TimelineEntry entry) {}
}
