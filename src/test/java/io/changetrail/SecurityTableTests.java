package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.annotation.Testable;

/** The table of security rules names tests that there are, and that run. */
class SecurityTableTests {

    private static final Path TABLE = Path.of("docs/security.md");
    private static final Path TESTS = Path.of("src/test/java");
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
    void everyNamedTestIsOneThatRuns() throws IOException {
        var named = TEST.matcher(Files.readString(TABLE)).results().toList();
        assertThat(named).hasSizeGreaterThan(60);
        var types = types();
        assertThat(named).allSatisfy(test -> {
            var type = types.get(test.group(1));
            assertThat(type != null && runs(type, test.group(2)))
                    .as(test.group())
                    .isTrue();
        });
    }

    @Test
    void whatIsNoTestOrDoesNotAlwaysRunIsNone() throws ClassNotFoundException {
        assertThat(runs(getClass(), "everyNamedTestIsOneThatRuns")).isTrue();
        var planted = type("planted.Skipped");
        assertThat(planted.getDeclaredMethods()).hasSize(4).noneMatch(method -> runs(planted, method.getName()));
    }

    /** Whether the class declares a test of that name, and neither a condition nor a tag takes it out of a usual build. */
    private static boolean runs(Class<?> type, String name) {
        return runsAlways(type)
                && Stream.of(type.getDeclaredMethods())
                        .filter(method -> method.getName().equals(name))
                        .anyMatch(method -> isAnnotated(method, Testable.class) && runsAlways(method));
    }

    private static boolean runsAlways(AnnotatedElement part) {
        return !isAnnotated(part, Disabled.class)
                && findRepeatableAnnotations(part, Tag.class).isEmpty()
                && findRepeatableAnnotations(part, ExtendWith.class).stream()
                        .flatMap(extension -> Stream.of(extension.value()))
                        .noneMatch(ExecutionCondition.class::isAssignableFrom);
    }

    /** All classes that the build takes for tests, by simple name. */
    private static Map<String, Class<?>> types() throws IOException {
        var types = new TreeMap<String, Class<?>>();
        try (var files = Files.walk(TESTS)) {
            files.map(file -> TESTS.relativize(file).toString())
                    .filter(file -> file.endsWith("Tests.java"))
                    .map(file -> file.replace(".java", "").replace('/', '.'))
                    .forEach(name -> {
                        try {
                            types.put(name.substring(name.lastIndexOf('.') + 1), type(name));
                        } catch (ClassNotFoundException uncompiled) {
                            throw new IllegalStateException(uncompiled);
                        }
                    });
        }
        return types;
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, false, SecurityTableTests.class.getClassLoader());
    }
}
