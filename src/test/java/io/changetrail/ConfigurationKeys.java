package io.changetrail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys that may be configured, from configuration-keys.txt; the README's table and the deployment files keep to them. */
final class ConfigurationKeys {

    static final List<String> ALL = read();

    private static final Set<String> BARE =
            ALL.stream().map(ConfigurationKeys::bare).collect(Collectors.toSet());

    private ConfigurationKeys() {}

    /** Spring's relaxed form: case, dots, dashes and underscores do not count. */
    static boolean know(String environmentVariable) {
        return BARE.contains(bare(environmentVariable));
    }

    private static String bare(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static List<String> read() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/configuration-keys.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
