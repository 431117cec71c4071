package io.changetrail.faults;

import java.util.List;
import java.util.stream.Stream;

/** All faults that are played inside this process. */
final class FaultCatalogue {

    private FaultCatalogue() {}

    static List<FaultCase> all() {
        return Stream.of(
                        DatabaseFaults.all(),
                        AnswerFaults.all(),
                        RecordFaults.all(),
                        WorldFaults.all(),
                        StateFaults.all(),
                        LineFaults.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The most telling ones, in few rounds. */
    static List<FaultRound> quick() {
        return List.of(
                round("commits and leases", "F1b", "F3a", "F38a"),
                round("answers", "F6d", "F10c", "F11", "F12a", "F23a", "F23b", "F25a"),
                round("records", "F13c", "F16c", "F17a", "F30b", "F18a", "F19b", "F21a", "F24"));
    }

    private static FaultRound round(String name, String... numbers) {
        return new FaultRound(
                name, Stream.of(numbers).map(FaultCatalogue::numbered).toList());
    }

    private static FaultCase numbered(String number) {
        return all().stream()
                .filter(fault -> fault.number().equals(number))
                .findFirst()
                .orElseThrow();
    }
}
