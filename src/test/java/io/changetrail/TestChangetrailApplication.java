package io.changetrail;

import io.changetrail.simulation.AwkwardWorlds;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.World;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The demo: changetrail with an embedded PostgreSQL and a simulated cloud that has three days of past and goes on living.
 *
 * <p>With the argument {@code --world=awkward} the cloud has one server for each awkward truth instead, with {@code
 * --world=awkward:last-page-is-empty} those of one truth alone; {@link io.changetrail.simulation.SimulationSettings#turn} has the other
 * arguments. Ports are 8080 and 8081 unless {@code SERVER_PORT} and {@code MANAGEMENT_SERVER_PORT} say otherwise.
 */
final class TestChangetrailApplication {

    private static final String AWKWARD = "--world=awkward";

    private TestChangetrailApplication() {}

    public static void main(String[] arguments) {
        var clock = Clock.systemUTC();
        var awkward = Stream.of(arguments)
                .filter(option -> option.startsWith(AWKWARD))
                .findFirst();
        var cloud = awkward.map(option -> AwkwardWorlds.start(0, clock, option.substring(AWKWARD.length())))
                .orElseGet(() -> SimulatedCloud.start(0, world(clock.instant().truncatedTo(ChronoUnit.DAYS)), clock));
        cloud.settings().turn(arguments);
        Map<String, String> environment = new LinkedHashMap<>(cloud.environment());
        environment.put("SERVER_PORT", System.getenv().getOrDefault("SERVER_PORT", "8080"));
        environment.put("MANAGEMENT_SERVER_PORT", System.getenv().getOrDefault("MANAGEMENT_SERVER_PORT", "8081"));
        environment.put("CHANGETRAIL_SYNC_INTERVAL", "5s");
        var service = RunningService.start(environment);
        announce(service, arguments.length == 0 ? awaitLinked(service) : Map.of());
    }

    private static World world(Instant today) {
        return WorldGenerator.generate(
                WorldParameters.typical().servers(8),
                1,
                today.minus(Duration.ofDays(3)),
                today.plus(Duration.ofDays(30)));
    }

    private static Map<String, String> awaitLinked(RunningService service) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> linked(service), found -> !found.isEmpty());
    }

    /** @param linked a server and a request that have a link; empty where the cloud may show nothing to link */
    private static void announce(RunningService service, Map<String, String> linked) {
        System.out.printf(
                """

                changetrail answers at %1$s  (API description: %1$s/swagger-ui.html, metrics: port %2$s)

                  A server's timeline, with request ids linked to the changes they caused:
                    curl -s '%1$s/api/v1/servers/%3$s/timeline?limit=5'
                  Everything that one of these requests did:
                    curl -s '%1$s/api/v1/requests/%4$s'

                Simulated: the cloud (IAM, ECS and RMS, served over HTTP on this machine) and everything in it. RMS items other
                than the one published sample, and their delays, are invention. Real: the pollers, the join, PostgreSQL, the API.
                Stop with Ctrl-C; nothing is kept.

                """,
                service.address(),
                service.property("local.management.port"),
                linked.getOrDefault("server", "{server_id}"),
                linked.getOrDefault("request", "{request_id}"));
    }

    private static Map<String, String> linked(RunningService service) {
        return service.database()
                .sql("""
                        select l.resource_id, l.request_id from link l
                          join history_item h on h.resource_id = l.resource_id and h.id = l.change_id
                         where l.cause and l.score > 0.9 and cardinality(l.paths) > 0
                         order by h.capture_time desc limit 1
                        """)
                .query((row, number) -> Map.of("server", row.getString(1), "request", row.getString(2)))
                .optional()
                .orElse(Map.of());
    }
}
