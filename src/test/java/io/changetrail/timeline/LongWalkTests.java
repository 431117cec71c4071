package io.changetrail.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.support.PlainClient;
import io.changetrail.timeline.web.OpenMode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Walks to the end in both directions, of one server and of a project of fifty, while entries are added everywhere. At full
 * size: {@code ./mvnw test -Psoak -Dtest=LongWalkTests}
 */
@OpenMode
class LongWalkTests {

    private static final Logger log = LoggerFactory.getLogger(LongWalkTests.class);

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private PlainClient client;

    @BeforeEach
    void clear() {
        client = new PlainClient(port);
        new StoredRows(jdbc).clear();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void someThousandEntriesEachComeOnceWhileOthersAreAdded() {
        walk(8_000, 100, 1000);
        walk(150, 1, 7);
    }

    @Tag("soak")
    @Test
    void aMillionEntriesEachComeOnceWhileOthersAreAdded() {
        walk(1_000_000, 100, 1000);
    }

    @Tag("soak")
    @Test
    void twentyThousandEntriesEachComeOnceInTheSmallestPages() {
        walk(20_000, 1, 7);
    }

    private void walk(int entries, int... limits) {
        for (int servers : List.of(50, 1)) {
            var project = "of-" + servers + "-" + entries;
            var stored = new PagedEntries(jdbc, project, servers, entries);
            stored.fill();
            for (int limit : limits) {
                pagesCostAlike(stored, limit);
                everyEntryComesOnce(stored, limit);
            }
        }
    }

    private void everyEntryComesOnce(PagedEntries stored, int limit) {
        var present = stored.count();
        var began = System.nanoTime();
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var added = CompletableFuture.supplyAsync(() -> add(stored, present, over), threads);
            var walks = Stream.of(true, false)
                    .map(ascending -> CompletableFuture.supplyAsync(
                            () -> new LongWalk(client, limit, ascending).read(timeline(stored)), threads))
                    .toList();
            try {
                walks.forEach(walk -> {
                    var seen = walk.join();
                    log.info("{}, {} at once: {} by {} s", stored.project(), limit, seen, seconds(began));
                    assertThat(seen.upTo(present)).isEqualTo(present);
                });
            } finally {
                over.set(true);
            }
            assertThat(added.join()).isPositive();
        }
    }

    /** A tenth more at most, so that every walk has an end. */
    private static int add(PagedEntries stored, int present, AtomicBoolean over) {
        var random = new Random(present);
        var added = 0;
        while (!over.get() && added < present / 10) {
            added += stored.add(present + added + 1, random);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return added;
    }

    /** First, middle and last page; each row may stand on a page of its own, and each index be some pages deep. */
    private void pagesCostAlike(PagedEntries stored, int limit) {
        var scope = stored.servers() == 1
                ? new TimelineScope.OfServers(List.of(stored.project() + "-0"))
                : new TimelineScope.OfProjects(List.of(stored.project()));
        var entries = stored.count();
        for (boolean ascending : List.of(true, false)) {
            var first = PageCost.of(jdbc, scope, limit, ascending, null);
            var middle = PageCost.of(jdbc, scope, limit, ascending, stored.after(entries / 2, ascending));
            var last = PageCost.of(jdbc, scope, limit, ascending, stored.after(entries - limit, ascending));
            log.info("{}: keys of a page of {}: {}, {}, {}", stored.project(), limit, first, middle, last);

            assertThat(first.rows()).isEqualTo(limit + 1);
            assertThat(middle.rows()).isEqualTo(limit + 1);
            assertThat(last.rows()).isEqualTo(limit);
            assertThat(List.of(first, middle, last)).allMatch(cost -> cost.buffers() <= limit + 50);
        }
    }

    private static String timeline(PagedEntries stored) {
        var window = "since=" + PagedEntries.SINCE + "&until=" + PagedEntries.UNTIL;
        return stored.servers() == 1
                ? "/api/v1/servers/" + stored.project() + "-0/timeline?" + window
                : "/api/v1/timeline?project_id=" + stored.project() + "&" + window;
    }

    private static long seconds(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }
}
