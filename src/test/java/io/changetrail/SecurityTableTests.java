package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of security rules names tests that there are. */
class SecurityTableTests {

    private static final Path TABLE = Path.of("docs/security.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (S[0-9]+(?: S[0-9]+)*) \\|.*$");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+)#([a-zA-Z0-9]+)`");

    /** Those that must hold before a first release; S10, S44 and S45 come later. */
    private static final Set<Integer> MUST = Set.of(
            1, 2, 3, 4, 8, 9, 11, 12, 13, 15, 16, 19, 20, 21, 23, 24, 25, 27, 28, 29, 30, 31, 34, 35, 37, 38, 39, 40);

    @Test
    void everyRuleThatMustHoldHasARowWithTests() throws IOException {
        var rules = new TreeSet<Integer>();
        ROW.matcher(Files.readString(TABLE)).results().forEach(row -> {
            assertThat(TEST.matcher(row.group()).find()).as(row.group(1)).isTrue();
            for (var rule : row.group(1).split(" ")) {
                rules.add(Integer.parseInt(rule.substring(1)));
            }
        });
        assertThat(rules).containsAll(MUST);
    }

    @Test
    void everyNamedTestExists() throws IOException {
        var sources = sources();
        var named = TEST.matcher(Files.readString(TABLE)).results().toList();
        assertThat(named).hasSizeGreaterThan(60);
        assertThat(named)
                .allSatisfy(test -> assertThat(sources.getOrDefault(test.group(1), ""))
                        .as(test.group())
                        .containsPattern("@(Test|ParameterizedTest)(?s).*void " + test.group(2) + "\\("));
    }

    private static Map<String, String> sources() throws IOException {
        var sources = new TreeMap<String, String>();
        try (var files = Files.walk(Path.of("src/test/java/io/changetrail"))) {
            List<Path> tests =
                    files.filter(file -> file.toString().endsWith("Tests.java")).toList();
            tests.forEach(file -> sources.put(name(file), read(file)));
        }
        return sources;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replace(".java", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
