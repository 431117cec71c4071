package io.changetrail.sync;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Gauges of each stream's age. The table is read every few seconds, however often the gauges are; between two reads, and while
 * the database is away, the ages go on growing.
 */
@Component
class StreamMeters {

    private final StreamRows streams;
    private final Clock clock;
    private final MultiGauge freshness;
    private final MultiGauge sweepAge;
    private final Map<StreamKey, StreamRow> known = new ConcurrentHashMap<>();

    StreamMeters(StreamRows streams, Clock clock, MeterRegistry meters) {
        this.streams = streams;
        this.clock = clock;
        this.freshness = gauge("changetrail.sync.freshness", "since the start of the last whole walk", meters);
        this.sweepAge = gauge("changetrail.sync.sweep.age", "since the start of the last whole sweep", meters);
    }

    @Scheduled(fixedDelayString = "5s")
    Mono<Void> refresh() {
        return Database.call(streams::all).doOnNext(this::show).then().onErrorResume(away -> Mono.empty());
    }

    private void show(List<StreamRow> read) {
        read.forEach(one -> known.put(one.key(), one));
        var keys = read.stream().map(StreamRow::key).toList();
        freshness.register(rows(keys, StreamRow::completeUntil), true);
        sweepAge.register(rows(keys, StreamRow::sweptUntil), true);
    }

    private List<MultiGauge.Row<?>> rows(List<StreamKey> keys, Function<StreamRow, @Nullable Instant> time) {
        return keys.stream()
                .<MultiGauge.Row<?>>map(key -> MultiGauge.Row.of(
                        Tags.of("source", key.source(), "scope", key.scope()), () -> age(known.get(key), time)))
                .toList();
    }

    /** What was never whole is infinitely old, so that an alarm on its age rings. */
    private double age(@Nullable StreamRow stream, Function<StreamRow, @Nullable Instant> time) {
        var since = stream == null ? null : time.apply(stream);
        return since == null
                ? Double.POSITIVE_INFINITY
                : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    private static MultiGauge gauge(String name, String description, MeterRegistry meters) {
        return MultiGauge.builder(name)
                .description(description)
                .baseUnit("seconds")
                .register(meters);
    }
}
