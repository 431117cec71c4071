package io.changetrail.faults;

import static io.changetrail.simulation.Fault.ALWAYS;
import static io.changetrail.simulation.Fault.gateway;
import static io.changetrail.simulation.Fault.resource;
import static io.changetrail.simulation.Fault.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import java.time.Duration;
import java.util.List;

/** Logins, permissions, clocks, cursors and lines that are not as they should be for a while. */
final class StateFaults {

    private StateFaults() {}

    static List<FaultCase> all() {
        return List.of(
                new FaultCase("F25a", "tokens are revoked in the middle of pages", StateFaults::revoked),
                new FaultCase("F25e", "tokens are revoked again and again", StateFaults::revokedAgain),
                new FaultCase("F25b", "IAM is down when the tokens are revoked", arena -> iam(arena, down())),
                new FaultCase(
                        "F25c",
                        "IAM is slow when the tokens are revoked",
                        arena -> iam(arena, Fault.delayed(Duration.ofSeconds(2)))),
                new FaultCase("F25d", "401 to everything, logins stay few", StateFaults::unauthorized),
                new FaultCase("F26", "403 for one project", StateFaults::forbidden),
                new FaultCase("F27", "a server is purged between list and read", StateFaults::purged),
                new FaultCase("F29", "the recorder is off", StateFaults::recorderOff),
                new FaultCase("F30a", "the upstream's clock jumps ahead and back", arena -> cloudClock(arena, 20)),
                new FaultCase("F41", "the upstream goes back in time", arena -> cloudClock(arena, -15)),
                new FaultCase("F31a", "our clock is an hour ahead, then right", arena -> clock(arena, 1)),
                new FaultCase("F31b", "our clock is an hour behind, then right", arena -> clock(arena, -1)),
                damaged("F42a", "a cursor of the year 2999", "update stream set cursor_at = '2999-01-01T00:00:00Z'"),
                damaged("F42b", "no cursor", "update stream set cursor_at = null"),
                damaged("F42c", "no streams at all", "delete from stream"));
    }

    private static int revoked(Arena arena) {
        var logins = arena.cloud.served("auth/tokens");
        arena.cloud.revokeTokens();
        await("every token is replaced")
                .atMost(Duration.ofSeconds(90))
                .until(() -> arena.cloud.served("auth/tokens") >= logins + arena.streams());
        return arena.cloud.served("auth/tokens") - logins;
    }

    /** A second time within a minute, a 401 is believed, and the stream rests. */
    private static int revokedAgain(Arena arena) {
        var made = revoked(arena);
        var refused = "select count(*) from stream where trouble is not null";
        arena.cloud.revokeTokens();
        await("the new tokens are refused too")
                .atMost(Duration.ofSeconds(30))
                .until(() -> arena.count(refused) == arena.streams());
        made += revoked(arena);
        assertThat(made).as("logins for three tokens, revoked three times").isLessThan(30);
        return made;
    }

    private static Fault.Action down() {
        return Fault.reply(gateway(503, "APIG.0613", "IAM is down"));
    }

    private static int iam(Arena arena, Fault.Action action) {
        var fault = arena.add("IAM", service("iam"), action, ALWAYS);
        arena.cloud.revokeTokens();
        arena.lasts(Duration.ofSeconds(6));
        assertThat(arena.fired(fault)).as("logins").isLessThan(60);
        return arena.fired(fault);
    }

    private static int unauthorized(Arena arena) {
        var refused = Fault.reply(gateway(401, "APIG.0301", "Incorrect IAM authentication information"));
        var fault = arena.add("401", service("ecs").or(service("rms")), refused, ALWAYS);
        var logins = arena.cloud.served("auth/tokens");
        arena.lasts(Duration.ofSeconds(8));
        assertThat(arena.cloud.served("auth/tokens") - logins).as("logins").isLessThan(40);
        return arena.fired(fault);
    }

    private static int forbidden(Arena arena) {
        var project = arena.world.projects().getFirst().id();
        var refused = Fault.reply(gateway(403, "APIG.0302", "The IAM user is not authorized"));
        var fault = arena.add("403", service("ecs").and(call -> call.path().contains(project)), refused, ALWAYS);
        var others = "select count(*) from stream where scope <> '" + project
                + "' and complete_until > now() - interval '3 seconds'";
        arena.lasts(Duration.ofSeconds(4));
        await("the others go on").atMost(Duration.ofSeconds(30)).until(() -> arena.count(others) == 2);
        return arena.awaitFired(fault, 1);
    }

    private static int purged(Arena arena) {
        var server = arena.world.servers().getFirst().id();
        var gone = Fault.reply(io.changetrail.simulation.Reply.of(
                404, "application/json", "{\"itemNotFound\": {\"code\": 404, \"message\": \"Instance not found\"}}"));
        var stored = "select count(*) from instance_action where server_id = '" + server + "'";
        var before = arena.count(stored);
        var fault = arena.add("purged", service("ecs").and(resource(server)), gone, ALWAYS);
        arena.awaitFired(fault, 2);
        arena.lasts(Duration.ofSeconds(2));
        assertThat(arena.count(stored)).isGreaterThanOrEqualTo(before).isPositive();
        return arena.fired(fault);
    }

    private static int recorderOff(Arena arena) {
        arena.cloud.settings().recorder(false);
        await("the gap is declared")
                .atMost(Duration.ofSeconds(60))
                .until(() -> Gaps.declared(arena.api).stream()
                        .anyMatch(gap ->
                                gap.source().equals("rms") && gap.reason().equals("recorder_off")));
        return 1;
    }

    private static int cloudClock(Arena arena, int seconds) {
        arena.cloudClock.jump(Duration.ofSeconds(seconds));
        arena.lasts(Duration.ofSeconds(6));
        arena.cloudClock.jump(Duration.ZERO);
        arena.lasts(Duration.ofSeconds(Math.max(seconds, 0)));
        return 1;
    }

    private static int clock(Arena arena, int hours) {
        arena.serviceClock.jump(Duration.ofHours(hours));
        var lists = arena.cloud.served("resources");
        arena.lasts(Duration.ofSeconds(6));
        arena.serviceClock.jump(Duration.ZERO);
        arena.forget();
        return arena.cloud.served("resources") - lists;
    }

    private static FaultCase damaged(String number, String name, String sql) {
        return new FaultCase(number, name, arena -> {
            arena.change(sql);
            arena.lasts(Duration.ofSeconds(2));
            arena.forget();
            assertThat(arena.cloud.served("resources")).isPositive();
            return 1;
        });
    }
}
