package io.changetrail.faults;

import static io.changetrail.simulation.Fault.ALWAYS;
import static io.changetrail.simulation.Fault.gateway;
import static io.changetrail.simulation.Fault.kind;
import static io.changetrail.simulation.Fault.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.Call;
import io.changetrail.simulation.Fault;
import io.changetrail.simulation.Reply;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** Whole answers of the upstreams that are refusals, broken, or not what was asked for. */
final class AnswerFaults {

    private static final List<String> KINDS = List.of(
            "os-instance-actions", "os-instance-actions/{request_id}", "servers/detail", "history", "resources");

    private static final Predicate<Call> BOTH = service("ecs").or(service("rms"));

    private AnswerFaults() {}

    static List<FaultCase> all() {
        return List.of(
                everyKind("F6a", "429 with Retry-After 0", Fault.throttled(0), 4),
                everyKind("F6b", "429 with Retry-After in seconds", Fault.throttled(2), 2),
                everyKind("F6c", "429 with Retry-After as a date", dated(), 2),
                everyKind("F6d", "429 without Retry-After", Fault.reply(throttled()), 3),
                new FaultCase("F6e", "429 with Retry-After of a year", AnswerFaults::absurd),
                new FaultCase("F6f", "429 to everything, calls stay few", AnswerFaults::throttledForLong),
                new FaultCase("F7", "half of all answers are 500, 502, 503 or 504", AnswerFaults::half),
                everyKind("F10c", "answers take two seconds", Fault.delayed(Duration.ofSeconds(2)), 1),
                everyKind("F11", "JSON is cut off below its Content-Length", Fault.truncated(), 2),
                everyKind("F12a", "HTML with status 200", Fault.html(), 2),
                everyKind("F12b", "an empty body with status 200", Fault.reply(Bodies.of("")), 2),
                everyKind("F12d", "a gzip bomb", Fault.reply(Bodies.gzipped(200_000_000)), 2),
                new FaultCase("F15a", "a page beyond the size cap", AnswerFaults::padded),
                everyKind("F43a", "a redirect to another host", Fault.reply(redirect()), 2));
    }

    private static FaultCase everyKind(String number, String name, Fault.Action action, int times) {
        return new FaultCase(number, name, arena -> {
            var faults = KINDS.stream()
                    .map(kind -> arena.add(number + " " + kind, kind(kind), action, times))
                    .toList();
            return faults.stream()
                    .mapToInt(fault -> arena.awaitFired(fault, times))
                    .sum();
        });
    }

    /** What has no limit that could be halved leaves a stub. */
    private static int padded(Arena arena) throws Exception {
        var page = Bodies.padded(50_000_000);
        var fired = everyKind("F15a", "padded", Fault.reply(page), 1).play().on(arena);
        arena.lasts(Duration.ofSeconds(3));
        SizeFaults.expect(arena, Set.of(SizeFaults.sha256(page.body())));
        return fired;
    }

    private static Reply throttled() {
        return gateway(429, "APIG.0308", "The throttling threshold has been reached");
    }

    private static Fault.Action dated() {
        return (call, usual, closing) -> throttled()
                .with(
                        "Retry-After",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(java.time.Clock.systemUTC()
                                .instant()
                                .plusSeconds(2)
                                .atOffset(ZoneOffset.UTC)));
    }

    private static Reply redirect() {
        return Reply.of(302, "text/html", "moved").with("Location", "http://127.0.0.2:1/elsewhere");
    }

    private static int absurd(Arena arena) {
        var year = arena.add("a year", kind("history"), Fault.throttled(31_536_000), 1);
        return arena.awaitFired(year, 1);
    }

    private static int throttledForLong(Arena arena) {
        var fault = arena.add("throttled", BOTH, Fault.throttled(1), ALWAYS);
        arena.lasts(Duration.ofSeconds(10));
        assertThat(arena.fired(fault)).as("calls in ten seconds").isBetween(1, 200);
        return arena.fired(fault);
    }

    private static int half(Arena arena) {
        var random = new Random(arena.world.seed());
        var statuses = List.of(500, 502, 503, 504);
        Fault.Action action = (call, usual, closing) -> {
            var status = statuses.get(random.nextInt(statuses.size()));
            return gateway(status, "APIG.9999", "System error");
        };
        var fault = arena.add("half", BOTH.and(call -> random.nextBoolean()), action, ALWAYS);
        arena.lasts(Duration.ofSeconds(12));
        return arena.fired(fault);
    }
}
