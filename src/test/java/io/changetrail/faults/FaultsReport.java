package io.changetrail.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table {@code target/faults-report.txt}, one line for each fault that was played. */
final class FaultsReport {

    private static final Path FILE = Path.of("target", "faults-report.txt");
    private static final String FORM = "%-72s %7s %7s %7s %5s %11s %11s %12s %10s %8s %s%n";
    private static final Pattern NUMBER = Pattern.compile("F\\d+");
    private static boolean begun;

    private FaultsReport() {}

    /** @param fired zero proves nothing, whatever else was found */
    static synchronized void add(String fault, int fired, Findings found, Duration time) throws IOException {
        begin();
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
                fired == 0 ? Verdict.UNKNOWN : found.verdict());
        Files.writeString(FILE, line, StandardOpenOption.APPEND);
    }

    static synchronized void print() throws IOException {
        if (begun) {
            var lines = Files.readAllLines(FILE);
            lines.forEach(System.out::println);
            var numbers = lines.stream().map(FaultsReport::number).collect(Collectors.toSet());
            numbers.remove("");
            System.out.printf("%d of the catalogue's 45 faults in %d runs%n", numbers.size(), lines.size() - 1);
        }
    }

    /** Its number in the catalogue, without what sets variants apart. */
    static String fault(FaultCase fault) {
        return number(fault.number());
    }

    private static String number(String line) {
        var matcher = NUMBER.matcher(line);
        return matcher.lookingAt() ? matcher.group() : "";
    }

    /** What runs after packaging adds to what ran before. */
    private static void begin() throws IOException {
        if (!begun && (System.getProperty("changetrail.jar") == null || !Files.exists(FILE))) {
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
        begun = true;
    }
}
