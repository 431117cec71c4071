package io.changetrail.simulation;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path that Nova routes.
 *
 * @param version {@code v2} or {@code v2.1}
 * @param projectId null where the optional project is left out
 * @param rest what follows, from {@code /servers}
 */
record ComputeRoute(String version, @Nullable String projectId, String rest) {

    private static final Pattern FORM = Pattern.compile(
            "/(v2|v2\\.1)(?:/([0-9a-f-]+))?(/servers|/servers/[^/]+|/servers/[^/]+/os-instance-actions(?:/[^/]+)?)");

    static Optional<ComputeRoute> of(String path) {
        return Optional.of(FORM.matcher(path))
                .filter(matcher -> matcher.matches())
                .map(matcher -> new ComputeRoute(matcher.group(1), matcher.group(2), matcher.group(3)));
    }

    boolean legacy() {
        return version.equals("v2");
    }

    /** The n-th part of {@link #rest()}, counted from 0 = {@code servers}; empty if there is none. */
    String part(int index) {
        var parts = rest.substring(1).split("/", -1);
        return index < parts.length ? parts[index] : "";
    }
}
