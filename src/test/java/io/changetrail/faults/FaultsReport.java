package io.changetrail.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/** The table {@code target/faults-report.txt}, one line for each fault that was played. */
final class FaultsReport {

    private static final Path FILE = Path.of("target", "faults-report.txt");
    private static final String FORM = "%-58s %7s %7s %7s %5s %11s %11s %12s %10s %8s %s%n";

    private FaultsReport() {}

    static void begin() throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(
                FILE,
                FORM.formatted(
                        "fault",
                        "fired",
                        "served",
                        "stable",
                        "lost",
                        "unexpected",
                        "duplicated",
                        "quarantined",
                        "excusable",
                        "seconds",
                        "verdict"));
    }

    static void add(String fault, int fired, Findings found, Duration time) throws IOException {
        var line = String.format(
                Locale.ROOT,
                FORM,
                fault,
                fired,
                found.served(),
                found.stable(),
                found.lost().size(),
                found.unexpected().size(),
                found.duplicated().size(),
                found.quarantined(),
                found.excusable().size(),
                time.toSeconds(),
                found.verdict());
        if (!Files.exists(FILE)) {
            begin();
        }
        Files.writeString(FILE, line, StandardOpenOption.APPEND);
    }
}
