package io.changetrail.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DrainTests {

    private static final int ELEMENTS = 50;
    private static final int BATCH = 10;

    @Test
    void everyElementIsWorkedOnOnceThoughItStaysOnTheListUntilItsEnd() {
        var due = new ConcurrentSkipListSet<Integer>();
        IntStream.range(0, ELEMENTS).forEach(due::add);
        Map<Integer, Integer> worked = new ConcurrentHashMap<>();

        var drained = Database.drain(
                () -> due.stream().limit(BATCH).toList(),
                element -> Mono.delay(Duration.ofMillis(20)).then(Mono.fromRunnable(() -> {
                    worked.merge(element, 1, Integer::sum);
                    due.remove(element);
                })),
                4);

        StepVerifier.create(drained).expectComplete().verify(Duration.ofSeconds(30));
        assertThat(worked).hasSize(ELEMENTS);
        assertThat(Collections.max(worked.values())).isEqualTo(1);
    }
}
