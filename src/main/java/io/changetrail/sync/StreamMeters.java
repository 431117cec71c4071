package io.changetrail.sync;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Gauges of each stream's age. The table is read every few seconds, however often the gauges are; between two reads, and while
 * the database is away, the ages go on growing.
 */
@Component
class StreamMeters {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final MultiGauge freshness;
    private final MultiGauge sweepAge;
    private final Map<StreamKey, Times> times = new ConcurrentHashMap<>();

    StreamMeters(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.freshness = gauge("changetrail.sync.freshness", "since the start of the last whole walk", meters);
        this.sweepAge = gauge("changetrail.sync.sweep.age", "since the start of the last whole sweep", meters);
    }

    @Scheduled(fixedDelayString = "5s")
    Mono<Void> refresh() {
        return Database.call(this::read).doOnNext(this::show).then().onErrorResume(away -> Mono.empty());
    }

    private List<Times> read() {
        return jdbc.sql("select source, scope, complete_until, swept_until from stream")
                .query((row, number) -> new Times(
                        new StreamKey(row.getString("source"), row.getString("scope")),
                        instant(row.getObject("complete_until", OffsetDateTime.class)),
                        instant(row.getObject("swept_until", OffsetDateTime.class))))
                .list();
    }

    private void show(List<Times> read) {
        read.forEach(one -> times.put(one.key(), one));
        var keys = read.stream().map(Times::key).toList();
        freshness.register(rows(keys, Times::completeUntil), true);
        sweepAge.register(rows(keys, Times::sweptUntil), true);
    }

    private List<MultiGauge.Row<?>> rows(List<StreamKey> keys, Function<Times, @Nullable Instant> time) {
        return keys.stream()
                .<MultiGauge.Row<?>>map(key -> MultiGauge.Row.of(
                        Tags.of("source", key.source(), "scope", key.scope()), () -> age(times.get(key), time)))
                .toList();
    }

    /** What was never whole is infinitely old, so that an alarm on its age rings. */
    private double age(@Nullable Times known, Function<Times, @Nullable Instant> time) {
        var since = known == null ? null : time.apply(known);
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

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private record Times(
            StreamKey key,
            @Nullable Instant completeUntil,
            @Nullable Instant sweptUntil) {}
}
