package io.changetrail.correlation;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says how well a change is explained, by the rules of {@code api.md}. */
final class Classing {

    private Classing() {}

    static ChangeClass of(Capture capture, List<Share> shares) {
        var paths = new TreeMap<String, Attribution>();
        for (var share : shares) {
            var attribution = ofFacet(share);
            if (attribution != Attribution.UNCHANGED) {
                share.paths().forEach(path -> paths.put(path, attribution));
            }
        }
        return new ChangeClass(
                capture.item().resourceId(),
                capture.item().id(),
                ofEntry(capture, shares, paths),
                Map.copyOf(paths),
                best(capture, shares));
    }

    private static Attribution ofFacet(Share share) {
        if (share.facet().family() == Family.TOUCH) {
            return share.cause() == null ? Attribution.UNCHANGED : Attribution.ATTRIBUTED;
        }
        if (share.decided()) {
            return Attribution.ATTRIBUTED;
        }
        return share.nobody() >= Share.CAUSE ? share.facet().family().withoutCause() : Attribution.AMBIGUOUS;
    }

    private static Attribution ofEntry(Capture capture, List<Share> shares, Map<String, Attribution> paths) {
        if (capture.item().isFirst()) {
            return shares.stream().anyMatch(Share::decided) ? Attribution.ATTRIBUTED : Attribution.BASELINE;
        }
        if (paths.isEmpty()) {
            return Attribution.UNCHANGED;
        }
        Set<Attribution> classes = EnumSet.copyOf(paths.values());
        if (classes.size() == 1) {
            return classes.iterator().next();
        }
        if (classes.contains(Attribution.ATTRIBUTED)) {
            return Attribution.PARTIAL;
        }
        return classes.contains(Attribution.AMBIGUOUS) ? Attribution.AMBIGUOUS : Attribution.UNATTRIBUTED;
    }

    private static @Nullable Instant best(Capture capture, List<Share> shares) {
        var cause = shares.stream()
                .map(Share::cause)
                .filter(Objects::nonNull)
                .filter(part -> !capture.item().isFirst() || part.score() >= Share.DECIDED)
                .max(Comparator.comparingDouble(Share.Part::score))
                .map(part -> part.candidate().footprint())
                .orElse(null);
        if (cause != null && !cause.open() && cause.end() <= capture.time()) {
            return Instant.ofEpochMilli(cause.end());
        }
        var updated = capture.updated();
        var previous = capture.previous();
        return updated != null && updated <= capture.time() && (previous == null || updated > previous)
                ? Instant.ofEpochMilli(updated)
                : null;
    }
}
