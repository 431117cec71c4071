package io.changetrail.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The table of all recordings: call, whether it was sent to the simulated cloud, and whether the answers agree. */
final class RecordingsReport {

    private static final Path FILE = Path.of("target/recordings-report.txt");
    private static final String ROW = "%-9s  %-8s  %-6s  %-30s  %s%n";
    private static final String NOTE = """
            Equal: same status, same headers (content type, versions, Vary, WWW-Authenticate, request ids by being there) and the same
            body byte for byte. (1): but for host names, the host ids made of them and fault details, which no world knows.
            """;

    private final Map<Integer, String> verdicts = new ConcurrentHashMap<>();

    void replayed(RecordedPair recorded) {
        verdicts.put(recorded.number(), "NOT EQUAL, and no reason known");
    }

    /** @param masked whether parts of the body were left out of the comparison */
    void equal(RecordedPair recorded, boolean masked) {
        verdicts.put(recorded.number(), masked ? "equal (1)" : "equal");
    }

    void different(int number, String reason) {
        verdicts.put(number, "different: " + reason);
    }

    /** Prints the table and keeps it as {@code target/recordings-report.txt}. */
    void publish() {
        var table = new StringBuilder("%n".formatted());
        table.append(ROW.formatted("recording", "replayed", "status", "title", "answer; call"));
        lines().forEach(table::append);
        table.append(NOTE);
        System.out.print(table);
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, table);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        for (var recorded : RecordedPair.all()) {
            var verdict = verdicts.getOrDefault(recorded.number(), "not reached");
            lines.add(ROW.formatted(
                    "%03d".formatted(recorded.number()),
                    verdict.startsWith("equal") || verdict.startsWith("NOT") ? "yes" : "no",
                    recorded.status(),
                    abridged(recorded.title()),
                    verdict + "; " + recorded.requestLine().replace(" HTTP/1.1", "")));
        }
        return lines;
    }

    private static String abridged(String title) {
        return title.length() <= 30 ? title : title.substring(0, 29) + "…";
    }
}
