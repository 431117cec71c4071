package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages for people say about files and keys is so. */
class ReadmeTests {

    private static final Pattern KEY_ROW = Pattern.compile("(?m)^\\| `([a-z0-9.\\[\\]-]+)` \\|");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?://)([^)#]+)\\)");

    @Test
    void theTableListsEveryKeyOnce() throws IOException {
        assertThat(found(KEY_ROW, "README.md")).containsExactlyInAnyOrderElementsOf(ConfigurationKeys.ALL);
    }

    @Test
    void theTwoCommandsComeFirst() throws IOException {
        var page = Files.readString(Path.of("README.md"));
        assertThat(page.lines().limit(8))
                .anyMatch(line -> line.startsWith("./mvnw spring-boot:test-run "))
                .anyMatch(line -> line.startsWith("./mvnw verify "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "RATIONALE.md", "CHANGELOG.md", "docs/security.md"})
    void everyLinkedFileExists(String page) throws IOException {
        assertThat(found(LINK, page))
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    private static List<String> found(Pattern pattern, String page) throws IOException {
        return pattern.matcher(Files.readString(Path.of(page)))
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
