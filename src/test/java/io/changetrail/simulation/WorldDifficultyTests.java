package io.changetrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Worlds must be as hard for joins by time as the ones they imitate, and no harder for a join that knows what actions do. */
class WorldDifficultyTests {

    private static final Logger log = LoggerFactory.getLogger(WorldDifficultyTests.class);
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final double EASIER = .06;
    private static final double HARDER = .05;

    /** F1 at 300 s that was measured in an earlier simulation of the same scenarios; the ceiling is for nearest(finish). */
    record Reference(WorldParameters parameters, double typedNearest, double ceiling, Map<String, Double> byTime) {

        @Override
        public String toString() {
            return parameters.name();
        }
    }

    static List<Reference> references() {
        return List.of(
                reference(WorldParameters.typical(), .976, .85, .711, .793, .832, .808),
                reference(WorldParameters.busy(), .963, .70, .560, .640, .690, .690),
                reference(WorldParameters.degraded(), .909, 1, .504, .554, .569, .650),
                reference(WorldParameters.hostile(), .822, 1, .467, .496, .507, .576));
    }

    private static Reference reference(
            WorldParameters parameters,
            double typed,
            double ceiling,
            double start,
            double finish,
            double backward,
            double forward) {
        return new Reference(
                parameters,
                typed,
                ceiling,
                Map.of(
                        "nearest(start)", start,
                        "nearest(finish)", finish,
                        "ASOF backward", backward,
                        "ASOF forward", forward));
    }

    @ParameterizedTest
    @MethodSource("references")
    void joinsByTimeGetNoFurtherThanInTheReference(Reference reference) {
        EvaluationReport report =
                EvaluationReport.ofBaselines(reference.parameters().name(), worlds(reference.parameters()));
        log.info("{}\n{}", reference.parameters(), report.table());
        reference
                .byTime()
                .forEach((join, f1) -> assertThat(report.f1(join))
                        .as("%s in %s", join, reference)
                        .isLessThanOrEqualTo(f1 + EASIER));
        assertThat(report.f1("nearest(finish)")).isLessThanOrEqualTo(reference.ceiling());
        assertThat(report.f1("typed nearest")).isBetween(reference.typedNearest() - HARDER, 1.0);
    }

    private static List<World> worlds(WorldParameters parameters) {
        return LongStream.rangeClosed(1, 3)
                .mapToObj(seed -> WorldGenerator.generate(parameters, seed, FROM, FROM.plus(Duration.ofDays(15))))
                .toList();
    }
}
