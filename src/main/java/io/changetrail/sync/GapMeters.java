package io.changetrail.sync;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Shows the open gaps of all streams as {@code changetrail.sync.gaps}, on every replica alike; that no sweep is newer than the
 * last is none of them.
 */
@Component
class GapMeters {

    private static final Logger log = LoggerFactory.getLogger(GapMeters.class);

    private final StreamRows streams;
    private final Clock clock;
    private volatile Map<Kind, Long> open = Map.of();

    GapMeters(StreamRows streams, Clock clock, MeterRegistry meters) {
        this.streams = streams;
        this.clock = clock;
        for (var source : List.of("ecs", "rms")) {
            for (var reason : GapReason.values()) {
                if (reason != GapReason.NOT_SWEPT) {
                    register(meters, new Kind(source, reason));
                }
            }
        }
    }

    @Scheduled(fixedDelayString = "10s")
    Mono<Void> count() {
        return Database.run(this::countNow).onErrorResume(failure -> {
            log.debug("Open gaps are counted again in a moment: {}", failure.toString());
            return Mono.empty();
        });
    }

    private void register(MeterRegistry meters, Kind kind) {
        Gauge.builder("changetrail.sync.gaps", () -> open.getOrDefault(kind, 0L))
                .tag("source", kind.source())
                .tag("reason", kind.reason().word())
                .register(meters);
    }

    private void countNow() {
        var now = clock.instant();
        open = streams.all().stream()
                .flatMap(stream -> OpenGaps.of(stream, now).stream()
                        .filter(Gap::open)
                        .map(gap -> new Kind(stream.key().source(), gap.reason()))
                        .distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private record Kind(String source, GapReason reason) {}
}
