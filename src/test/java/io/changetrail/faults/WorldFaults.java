package io.changetrail.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What the living world does by itself all the time; here it is proven that the service met it. */
final class WorldFaults {

    private static final String SHARED = """
            select count(*) from (select 1 from instance_action group by server_id, request_id
                                  having count(*) > 1) as shared""";
    private static final String ACROSS = """
            select count(*) from (select 1 from instance_action group by request_id
                                  having count(distinct server_id) > 1) as shared""";
    private static final String LATE_EVENTS =
            "select count(*) from instance_action where document::text like '%\"late\\_%'";

    private WorldFaults() {}

    static List<FaultCase> all() {
        return List.of(
                met("F18a", "one request id for two actions of a server", arena -> arena.count(SHARED)),
                met("F18b", "one request id for several servers", arena -> arena.count(ACROSS)),
                met(
                        "F19a",
                        "actions go on after they were first read",
                        arena -> arena.count("select count(*) from instance_action_version")),
                met("F19b", "items are corrected", arena -> arena.count("select count(*) from history_item_version")),
                met("F21a", "rows and items are visible late, within the overlap", arena -> late(arena, 4, 15)),
                met("F22", "pages shift while they are read", WorldFaults::shifting),
                met("F24", "items of one moment on both sides of a page's end", WorldFaults::ties),
                met("F20", "late events that move no time", arena -> arena.count(LATE_EVENTS)),
                met("F21b", "items are visible late, beyond the overlap", arena -> late(arena, 16, 60)));
    }

    private static FaultCase met(String number, String name, ToIntFunction<Arena> count) {
        return new FaultCase(number, name, arena -> {
            await(name).atMost(Duration.ofSeconds(90)).until(() -> count.applyAsInt(arena) > 0);
            return count.applyAsInt(arena);
        });
    }

    /** Items that were sent, and became visible so many seconds after their capture while the service was at work. */
    private static int late(Arena arena, int least, int most) {
        var sent = arena.cloud.served().versions().keySet();
        var working = arena.workingSince();
        return Math.toIntExact(arena.cloud.offers().stream()
                .filter(offer -> sent.contains(offer.version()) && offer.at().isAfter(working))
                .map(offer -> Duration.between(offer.at(), offer.from()).toSeconds())
                .filter(seconds -> seconds >= least && seconds < most)
                .count());
    }

    private static int shifting(Arena arena) {
        arena.cloud.settings().historyPage(3).novaPage(2).emptyLastPage(true);
        var before = arena.cloud.served("history") + arena.cloud.served("os-instance-actions");
        arena.lasts(Duration.ofSeconds(8));
        return arena.cloud.served("history") + arena.cloud.served("os-instance-actions") - before;
    }

    private static int ties(Arena arena) {
        arena.cloud.settings().historyPage(1);
        var moment = arena.cloudClock.instant();
        await("ties are read in pages of one").atMost(Duration.ofSeconds(60)).until(() -> tiesSince(arena, moment) > 0);
        return tiesSince(arena, moment);
    }

    /** Moments with several items all of which were sent since then. */
    private static int tiesSince(Arena arena, Instant moment) {
        var sent = arena.cloud.served().versions();
        var ties = arena.cloud.offers().stream()
                .filter(offer -> offer.version().source().equals("rms") && offer.until() == null)
                .collect(Collectors.groupingBy(offer -> offer.version().key()));
        return Math.toIntExact(ties.values().stream()
                .filter(offers -> offers.size() > 1)
                .filter(offers -> offers.stream()
                        .map(offer -> sent.get(offer.version()))
                        .allMatch(
                                sighting -> sighting != null && sighting.last().isAfter(moment)))
                .count());
    }
}
