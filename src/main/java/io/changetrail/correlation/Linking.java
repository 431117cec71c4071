package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what each request has in the facets of one change into links, causes first, then rivals by score. */
final class Linking {

    private static final double LEAST = 1e-6;
    private static final double WORTH_TELLING = 1e-3;

    private final Capture capture;
    private final List<Share> shares;
    private final Set<String> causes = new HashSet<>();

    Linking(Capture capture, List<Share> shares) {
        this.capture = capture;
        this.shares = shares;
        for (var share : shares) {
            var cause = share.cause();
            if (cause != null && isEffective(share)) {
                causes.add(cause.requestId());
            }
        }
    }

    List<Link> list() {
        var best = new LinkedHashMap<String, Share.Part>();
        for (var share : shares) {
            share.requests()
                    .forEach((requestId, part) ->
                            best.merge(requestId, part, (one, other) -> better(share, other, one) ? other : one));
        }
        var links = new ArrayList<Link>();
        for (var part : best.values()) {
            if (isCause(part) || part.ofChange() >= WORTH_TELLING) {
                links.add(link(part));
            }
        }
        links.sort(Comparator.comparing(Link::cause)
                .thenComparingDouble(Link::score)
                .reversed()
                .thenComparing(Link::requestId));
        return links;
    }

    /** The facet of which the request is the cause tells more than one in which it is only a rival. */
    private boolean better(Share share, Share.Part part, Share.Part than) {
        if (part.ofChange() == than.ofChange()) {
            return part.score() > than.score() || (Objects.equals(share.cause(), part) && !isCause(than));
        }
        return part.ofChange() > than.ofChange();
    }

    private boolean isCause(Share.Part part) {
        return causes.contains(part.requestId());
    }

    private static boolean isCauseOf(Share share, String requestId) {
        return share.cause() != null && share.cause().requestId().equals(requestId);
    }

    /** A first item has no paths; it needs more than an even chance to count as made by a create. */
    private boolean isEffective(Share share) {
        return share.cause() != null && (!capture.item().isFirst() || share.decided());
    }

    private Link link(Share.Part part) {
        var cause = isCause(part);
        var score = Math.round(Math.clamp(part.ofChange(), LEAST, 1 - LEAST) / LEAST) * LEAST;
        return new Link(
                capture.item().resourceId(),
                capture.item().id(),
                part.requestId(),
                part.candidate().footprint().action().id(),
                score,
                cause,
                paths(part),
                evidence(part, score),
                cause ? null : reason(part));
    }

    private List<String> paths(Share.Part part) {
        var paths = new ArrayList<String>();
        for (var share : shares) {
            if (isCauseOf(share, part.requestId())) {
                paths.addAll(share.paths());
            }
        }
        paths.sort(Comparator.naturalOrder());
        return List.copyOf(paths);
    }

    private static List<Evidence> evidence(Share.Part part, double score) {
        var evidence = new ArrayList<Evidence>();
        part.candidate().evidence().forEach(one -> evidence.add(one.told()));
        var rest = LagDensity.log2(score / (1 - score)) - part.candidate().bits();
        evidence.add(new Evidence(
                "alignment", rest, "What the order of all actions and changes and the other candidates contribute."));
        return List.copyOf(evidence);
    }

    private String reason(Share.Part rival) {
        var winner = shares.stream()
                .filter(share -> share.requests().containsValue(rival))
                .map(Share::cause)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (winner == null || winner.requestId().equals(rival.requestId())) {
            return "No request is likely enough to be named the cause.";
        }
        var against = weakest(winner.candidate(), rival.candidate());
        return against == null
                ? "%s fits the order of the changes better.".formatted(winner.requestId())
                : "%s fits better: %s".formatted(winner.requestId(), against);
    }

    /** The sentence that puts the rival furthest behind the winner; null if none does by two bits. */
    private static @Nullable String weakest(Candidate winner, Candidate rival) {
        String sentence = null;
        var most = 2.0;
        for (var evidence : rival.evidence()) {
            var behind = bits(winner, evidence.rule()) - evidence.bits();
            if (behind > most) {
                most = behind;
                sentence = evidence.text();
            }
        }
        return sentence;
    }

    private static double bits(Candidate candidate, String rule) {
        return candidate.evidence().stream()
                .filter(evidence -> evidence.rule().equals(rule))
                .mapToDouble(Evidence::bits)
                .sum();
    }
}
