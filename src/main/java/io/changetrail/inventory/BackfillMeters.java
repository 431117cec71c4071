package io.changetrail.inventory;

import io.changetrail.sync.Database;
import io.changetrail.sync.StreamKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Gauges of how far the first backfills are, read from the database, so that all replicas tell the same whoever reads. */
@Component
class BackfillMeters {

    private final Backfills backfills;
    private final MultiGauge known;
    private final MultiGauge read;

    BackfillMeters(Backfills backfills, MeterRegistry meters) {
        this.backfills = backfills;
        this.known = gauge("known", meters);
        this.read = gauge("read", meters);
    }

    @Scheduled(fixedDelayString = "10s")
    Mono<Void> refresh() {
        return Database.call(backfills::ofStreams)
                .doOnNext(streams -> {
                    show(known, streams, Backfill::servers);
                    show(read, streams, Backfill::read);
                })
                .then()
                .onErrorResume(away -> Mono.empty());
    }

    private static void show(MultiGauge gauge, Map<StreamKey, Backfill> streams, ToLongFunction<Backfill> value) {
        gauge.register(
                streams.entrySet().stream()
                        .<MultiGauge.Row<?>>map(stream -> MultiGauge.Row.of(
                                Tags.of(
                                        "source",
                                        stream.getKey().source(),
                                        "scope",
                                        stream.getKey().scope()),
                                value.applyAsLong(stream.getValue())))
                        .toList(),
                true);
    }

    private static MultiGauge gauge(String what, MeterRegistry meters) {
        return MultiGauge.builder("changetrail.sync.backfill.servers." + what).register(meters);
    }
}
