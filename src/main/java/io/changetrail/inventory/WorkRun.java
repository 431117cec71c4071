package io.changetrail.inventory;

import io.changetrail.sync.Database;
import io.changetrail.sync.Shortfall;
import io.changetrail.sync.Shortfall.Kind;
import io.changetrail.sync.StreamKey;
import io.changetrail.sync.Streams;
import io.changetrail.sync.SyncProperties;
import io.changetrail.sync.Trouble;
import io.changetrail.sync.Walk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Works the queue off once the lists were looked at: all live work, then as much of the backfill and the sweep as fits in
 * before the next look.
 */
@Component
public class WorkRun {

    private static final int AT_ONCE = 8;
    private static final int BATCH = 200;

    /** After a longer standstill the sweep goes on, and does not make up for it. */
    private static final long LONGEST_PAUSE = 10;

    private final WorkQueue queue;
    private final Streams streams;
    private final BackfillProgress progress;
    private final SyncProperties properties;
    private final Clock clock;
    private final Map<StreamKey, Duration> took = new ConcurrentHashMap<>();
    private final Outages outages = new Outages();

    WorkRun(WorkQueue queue, Streams streams, BackfillProgress progress, SyncProperties properties, Clock clock) {
        this.queue = queue;
        this.streams = streams;
        this.progress = progress;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Reads whoever is due.
     *
     * @param watched the projects that share the sweep
     * @param read reads and settles one server; never fails because of that server
     * @return what kept the walk from being whole
     */
    public Mono<Optional<Shortfall>> off(
            Walk walk, Collection<String> watched, Trouble trouble, Function<DueServer, Mono<Void>> read) {
        var tried = new AtomicLong();
        Function<DueServer, Mono<Void>> counted = server -> {
            tried.incrementAndGet();
            return read.apply(server);
        };
        return Database.run(() -> {
                    queue.forgetSweepsToCome(walk.stream(), walk.startedAt());
                    hasten(walk, outages.endsWithLists(walk.stream(), trouble));
                })
                .then(Database.drain(
                        () -> queue.live(walk.stream(), walk.startedAt(), clock.instant(), BATCH), counted, AT_ONCE))
                .then(Mono.defer(() -> spare(walk, watched, counted)))
                .then(Database.call(() -> ended(walk, trouble, tried.get())));
    }

    private void hasten(Walk walk, boolean outageEnded) {
        if (outageEnded) {
            queue.hasten(walk.stream(), walk.startedAt());
        }
    }

    private Mono<Void> spare(Walk walk, Collection<String> watched, Function<DueServer, Mono<Void>> read) {
        var end = endOfSpareTime(walk);
        return Database.drain(
                        () -> isOver(end) ? List.of() : queue.backfill(walk.stream(), clock.instant(), BATCH),
                        server -> isOver(end) ? Mono.empty() : read.apply(server),
                        AT_ONCE)
                .then(Database.drain(() -> isOver(end) ? List.of() : sweep(walk, watched), read, AT_ONCE));
    }

    /** As many as there are to be swept until the walk began, so that how long it takes does not make its cost vary. */
    private List<DueServer> sweep(Walk walk, Collection<String> watched) {
        var now = clock.instant();
        return queue.sweep(
                walk.stream(), watched, pause(walk), walk.startedAt().isBefore(now) ? walk.startedAt() : now, now);
    }

    /** An interval, or as many as the walk before took: else a sweep of slow walks would take longer than it should. */
    private Duration pause(Walk walk) {
        var interval = properties.interval(walk.stream());
        var intervals = took.getOrDefault(walk.stream(), interval).dividedBy(interval);
        return interval.multipliedBy(Math.clamp(intervals, 1, LONGEST_PAUSE));
    }

    /** The next look; but lists and live work that take longer than the interval leave as much time again to the others. */
    private Instant endOfSpareTime(Walk walk) {
        var now = clock.instant();
        var next = walk.startedAt().plus(properties.interval(walk.stream()));
        var fair = now.plus(Duration.between(walk.startedAt(), now));
        return next.isAfter(fair) ? next : fair;
    }

    private boolean isOver(Instant end) {
        return !clock.instant().isBefore(end);
    }

    private Optional<Shortfall> ended(Walk walk, Trouble trouble, long tried) {
        hasten(walk, outages.endsWithReads(walk.stream(), trouble, tried));
        var backlog = queue.backlog(walk.stream());
        took.put(walk.stream(), Duration.between(walk.startedAt(), clock.instant()));
        progress.note(walk.stream(), backlog.backfill(clock.instant()), clock.instant());
        if (backlog.unswept() == 0 && backlog.failing() == 0) {
            streams.swept(walk, backlog.oldestSweep() == null ? walk.startedAt() : backlog.oldestSweep());
        }
        streams.backfilling(walk, backlog.unread());
        return trouble.unless(backlog.failing()).or(() -> unfinished(walk, backlog));
    }

    private static Optional<Shortfall> unfinished(Walk walk, Backlog backlog) {
        if (backlog.unread() > 0) {
            return Optional.of(new Shortfall(Kind.UNFINISHED, "the first backfill goes on"));
        }
        return walk.seesDeletions()
                ? Optional.empty()
                : Optional.of(new Shortfall(Kind.UNFINISHED, "what was deleted is looked at next time"));
    }
}
