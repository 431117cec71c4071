package io.changetrail.rms;

import io.changetrail.inventory.DueServer;
import io.changetrail.inventory.DueServers;
import io.changetrail.redaction.Redactor;
import io.changetrail.rms.Identification.Identified;
import io.changetrail.sync.DirtyResources;
import io.changetrail.sync.Feed;
import io.changetrail.sync.FeedEvent;
import io.changetrail.sync.IngestCounts;
import io.changetrail.sync.LagHistogram;
import io.changetrail.sync.Quarantine;
import io.changetrail.sync.Sieve;
import io.changetrail.sync.Streams;
import io.changetrail.sync.Walk;
import io.changetrail.sync.WrittenTime;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The only door to the tables of history: one page of one resource is one transaction. */
@Repository
class HistoryStore {

    private static final String UNUSABLE =
            "a history item without a usable status or capture time, or of another resource";

    private final HistoryTable table;
    private final HistoryWrites rows;
    private final Streams streams;
    private final DueServers due;
    private final DirtyResources dirty;
    private final Quarantine quarantine;
    private final Redactor redactor;
    private final Feed feed;
    private final GoneItems gone;
    private final LagHistogram lags;

    HistoryStore(
            HistoryTable table,
            HistoryWrites rows,
            Streams streams,
            DueServers due,
            DirtyResources dirty,
            Quarantine quarantine,
            Redactor redactor,
            Feed feed,
            GoneItems gone,
            MeterRegistry meters) {
        this.gone = gone;
        this.lags = new LagHistogram(
                meters, "changetrail.lag.capture", "from a resource's updated to its capture by RMS, of new items");
        this.feed = feed;
        this.table = table;
        this.rows = rows;
        this.streams = streams;
        this.due = due;
        this.dirty = dirty;
        this.quarantine = quarantine;
        this.redactor = redactor;
    }

    /** Stores what is new among the items, which hold all that RMS serves of each capture time in them. */
    @Transactional
    public IngestCounts store(Walk walk, DueServer server, List<JsonNode> items, ReadStretch read, Instant now) {
        streams.fence(walk);
        return write(walk, server, items, read, now);
    }

    /** Stores the last items of a resource and takes it off the due list, if RMS has caught up with its own list. */
    @Transactional
    public IngestCounts storeLast(Walk walk, DueServer server, List<JsonNode> items, ReadStretch read, Instant now) {
        streams.fence(walk);
        var counts = write(walk, server, items, read, now);
        var newest = table.newest(server.serverId(), now);
        due.historyRead(
                server,
                walk.startedAt(),
                now,
                newest.map(HistoryTable.Newest::checksum).orElse(null),
                newest.map(HistoryTable.Newest::deleted).orElse(null));
        return counts;
    }

    /** Whether the database refuses the item; nothing of the trial stays. */
    @Transactional
    public boolean refuses(Walk walk, DueServer server, JsonNode item, Instant now) {
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        return Sieve.refuses(() -> write(walk, server, List.of(item), new ReadStretch(), now));
    }

    /** Keeps items that the database refuses. */
    @Transactional
    public void putAway(Walk walk, DueServer server, List<JsonNode> items) {
        streams.fence(walk);
        items.forEach(item -> quarantine(walk, server, item, "a history item with a value that cannot be stored"));
    }

    private IngestCounts write(Walk walk, DueServer server, List<JsonNode> items, ReadStretch read, Instant now) {
        var served = new ArrayList<ServedItem>();
        for (var item : items) {
            ServedItem.parse(item, server, walk.stream().scope())
                    .ifPresentOrElse(served::add, () -> quarantine(walk, server, item, UNUSABLE));
        }
        if (served.isEmpty()) {
            return new IngestCounts(0, 0, 0, items.size());
        }
        var times = served.stream().map(ServedItem::captureTime).sorted().toList();
        var known = table.known(server.serverId(), read.begin(times.getFirst()), times.getLast());
        var identification = new Identification(server.serverId(), known);
        var writes = identification.toWrite(served);
        var stored = known.stream().map(Identification.Known::id).collect(Collectors.toSet());
        var added = (int)
                writes.stream().filter(write -> !stored.contains(write.id())).count();
        read.reach(times.getLast());
        if (read.isWhole() && served.size() == items.size()) {
            gone.note(server.serverId(), known, identification, now);
        }
        if (!writes.isEmpty()) {
            dirty.mark(server.serverId(), write(server, writes, stored, now));
        }
        return new IngestCounts(
                added, writes.size() - added, served.size() - writes.size(), items.size() - served.size());
    }

    /** All times that the written items tell of, as they were stored and as they are. */
    private List<Instant> write(DueServer server, List<Identified> writes, Set<UUID> stored, Instant now) {
        var times = writes.stream()
                .map(write -> write.item().captureTime())
                .sorted()
                .toList();
        var neighbours = table.neighbourhood(server.serverId(), times.getFirst(), times.getLast());
        var sequence = new ItemSequence(neighbours);
        for (var write : writes) {
            var item = write.item();
            sequence.put(new StoredItem(
                    write.id(), item.captureTime(), item.status(), redactor.redact(item.document()), null, null));
        }
        var compared = sequence.compared();
        rows.write(server, writes, stored, compared, now);
        writes.stream().filter(write -> !stored.contains(write.id())).forEach(this::measure);
        var ids = writes.stream().map(Identified::id).collect(Collectors.toSet());
        var fresh = ids.stream().filter(id -> !stored.contains(id)).collect(Collectors.toSet());
        feed.tell(compared.stream()
                .map(one -> event(server, one.item(), fresh.contains(one.item().id())))
                .toList());
        var replaced = neighbours.within().stream().filter(item -> ids.contains(item.id()));
        return Stream.concat(replaced, compared.stream().map(ItemSequence.Compared::item))
                .flatMap(HistoryStore::times)
                .toList();
    }

    private static Stream<Instant> times(StoredItem item) {
        var updated = ServedItem.updated(item.document());
        return updated == null ? Stream.of(item.captureTime()) : Stream.of(item.captureTime(), updated);
    }

    private void measure(Identified write) {
        var updated = write.item().updated();
        if (updated != null) {
            lags.recordAfterCommit(updated, write.item().captureTime());
        }
    }

    private static FeedEvent event(DueServer server, StoredItem item, boolean fresh) {
        var data = JsonNodeFactory.instance
                .objectNode()
                .put("change_id", item.id().toString())
                .put("resource_id", server.serverId())
                .put("status", item.status())
                .put("capture_time", WrittenTime.of(item.captureTime()));
        return new FeedEvent(
                fresh ? "change.recorded" : "change.updated",
                server.projectId(),
                server.serverId(),
                item.id().toString(),
                data.toString());
    }

    private void quarantine(Walk walk, DueServer server, JsonNode item, String reason) {
        quarantine.put(
                walk.stream(),
                server.serverId(),
                reason,
                redactor.scrub(redactor.redact(item).toString()));
    }
}
