package io.changetrail.faults;

import java.util.List;
import java.util.stream.Stream;

/** All faults that are played inside this process. */
final class FaultCatalogue {

    private FaultCatalogue() {}

    /** Seconds each. */
    static List<FaultCase> quick() {
        return Stream.of(DatabaseFaults.quick(), AnswerFaults.quick())
                .flatMap(List::stream)
                .toList();
    }

    static List<FaultCase> all() {
        return Stream.of(quick(), DatabaseFaults.all(), AnswerFaults.all())
                .flatMap(List::stream)
                .toList();
    }
}
