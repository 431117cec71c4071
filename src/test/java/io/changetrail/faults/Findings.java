package io.changetrail.faults;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the checker found.
 *
 * @param served distinct record versions that were sent
 * @param stable stored once and never gone again
 * @param lost owed and not stored, or stored and gone again
 * @param unexpected stored and never sent
 * @param duplicated stored more than once
 * @param unexplained in quarantine without having been sent unreadable
 * @param backwards positions of streams that went back or ran ahead of the clock
 * @param quarantined records in quarantine
 * @param neverRead offered too shortly to be owed, and not stored
 * @param excusable owed, but in a declared gap and offered no more
 */
record Findings(
        int served,
        int stable,
        List<String> lost,
        List<String> unexpected,
        List<String> duplicated,
        List<String> unexplained,
        List<String> backwards,
        int quarantined,
        int neverRead,
        List<String> excusable,
        Latencies latencies) {

    private static final int SHOWN = 8;

    Verdict verdict() {
        if (served == 0) {
            return Verdict.UNKNOWN;
        }
        return bad().findAny().isEmpty() ? Verdict.VALID : Verdict.INVALID;
    }

    private Stream<String> bad() {
        return Stream.of(lost, unexpected, duplicated, unexplained, backwards).flatMap(List::stream);
    }

    @Override
    public String toString() {
        var counts =
                "%s: served %d, stable %d, lost %d, unexpected %d, duplicated %d, quarantined %d (unexplained %d), never read %d, excusable %d, backwards %d; %s"
                        .formatted(
                                verdict(),
                                served,
                                stable,
                                lost.size(),
                                unexpected.size(),
                                duplicated.size(),
                                quarantined,
                                unexplained.size(),
                                neverRead,
                                excusable.size(),
                                backwards.size(),
                                latencies);
        return bad().limit(SHOWN).map(example -> "\n  " + example).collect(Collectors.joining("", counts, ""));
    }
}
