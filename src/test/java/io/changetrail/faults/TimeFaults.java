package io.changetrail.faults;

import static io.changetrail.simulation.Fault.kind;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** Clocks that jump, and positions in the database that are not what the service wrote. */
final class TimeFaults {

    private static final Duration SOON = Duration.ofSeconds(60);

    private TimeFaults() {}

    static List<FaultCase> all() {
        return List.of(
                new FaultCase("F30a", "the upstream's clock jumps ahead and back", TimeFaults::cloudAhead),
                new FaultCase("F41", "the upstream goes back in time", TimeFaults::cloudBack),
                new FaultCase("F31a", "our clock is an hour ahead, then right", arena -> clock(arena, 1)),
                new FaultCase("F31b", "our clock is an hour behind, then right", arena -> clock(arena, -1)),
                damaged("F42a", "a cursor of the year 2999", "update stream set cursor_at = '2999-01-01T00:00:00Z'"),
                damaged("F42b", "no cursor", "update stream set cursor_at = null"),
                damaged("F42c", "no streams at all", "delete from stream"));
    }

    /** @return how many record versions were sent before their time; they are gone for a while after the jump back */
    private static int cloudAhead(Arena arena) {
        var ahead = Duration.ofSeconds(20);
        arena.cloudClock.jump(ahead);
        await("something is sent before its time").atMost(SOON).until(() -> early(arena) > 0);
        var early = early(arena);
        arena.cloudClock.jump(Duration.ZERO);
        arena.lasts(ahead);
        return early;
    }

    private static int early(Arena arena) {
        var now = java.time.Clock.systemUTC().instant();
        return Math.toIntExact(arena.cloud.served().versions().values().stream()
                .filter(sighting -> sighting.first().isAfter(now))
                .count());
    }

    /** @return how many record versions had been sent and were no more there while everything was listed again */
    private static int cloudBack(Arena arena) {
        var before = arena.cloudClock.instant();
        var sent = arena.cloud.served().versions().keySet();
        arena.cloudClock.jump(Duration.ofSeconds(-15));
        var after = arena.cloudClock.instant();
        for (var list : List.of("servers/detail", "resources", "history", "os-instance-actions")) {
            arena.awaitFired(arena.add(list, kind(list), (call, usual, closing) -> usual.get(), 3), 3);
        }
        arena.observe();
        return Math.toIntExact(arena.cloud.offers().stream()
                .filter(offer -> sent.contains(offer.version()))
                .filter(offer -> offer.openAt(before) && !offer.openAt(after))
                .count());
    }

    /** @return how many lists were read by the wrong clock */
    private static int clock(Arena arena, int hours) {
        arena.serviceClock.jump(Duration.ofHours(hours));
        var lists =
                arena.awaitFired(arena.add("lists", kind("resources"), (call, usual, closing) -> usual.get(), 20), 20);
        arena.serviceClock.jump(Duration.ZERO);
        arena.forget();
        return lists;
    }

    /** Each stream is met while nobody has it, so that whoever claims it next must read the damage. */
    private static FaultCase damaged(String number, String name, String sql) {
        return new FaultCase(number, name, arena -> {
            var streams = arena.jdbc()
                    .sql("select scope from stream")
                    .query((row, index) -> row.getString(1))
                    .list();
            for (var scope : streams) {
                await("nobody has the stream")
                        .pollInterval(Duration.ofMillis(10))
                        .atMost(SOON)
                        .until(() -> arena.change(sql + " where lease_until is null and scope = '" + scope + "'") == 1);
            }
            var mended =
                    "select count(*) from stream where cursor_at < now() + interval '1 minute' and complete_until > '"
                            + arena.serviceClock.instant() + "'";
            await("the streams are mended").atMost(SOON).until(() -> arena.count(mended) == arena.streams());
            arena.forget();
            return streams.size();
        });
    }
}
