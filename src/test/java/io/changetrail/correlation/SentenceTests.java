package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reads the sentences with times in them as a sceptic would, beside the two records. */
class SentenceTests {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<Pattern, Check> CHECKS = checks();

    private interface Check {
        boolean holds(Records records, MatchResult words);
    }

    private static Map<Pattern, Check> checks() {
        var checks = new LinkedHashMap<String, Check>();
        checks.put("The capture came while \\S+ was at work\\.", (it, words) -> it.inside(it.captured()));
        checks.put(
                "The capture came within 2 s before the start of \\S+\\.",
                (it, words) -> it.before(it.start(), it.captured(), 2));
        checks.put(
                "The capture came (.+) after \\S+ ended\\.", (it, words) -> it.apart(it.end(), it.captured(), words));
        checks.put(
                "The capture came (.+) before \\S+ ended\\.", (it, words) -> it.apart(it.captured(), it.end(), words));
        checks.put(
                "RMS's clock is behind Nova's updated, (\\S+); by that the capture came .*",
                (it, words) -> it.is(it.updated(), words) && it.captured().isBefore(it.updated()));
        checks.put(
                "Nova's updated, (\\S+), lies inside \\S+\\.",
                (it, words) -> it.is(it.updated(), words) && it.inside(it.updated()));
        checks.put(
                "Nova's updated, (\\S+), lies within 2 s of \\S+\\.",
                (it, words) -> it.is(it.updated(), words) && !it.inside(it.updated()));
        checks.put(
                "Nova's updated, (\\S+), is within 2 s of the end of (\\S+)\\.",
                (it, words) -> it.is(it.updated(), words) && it.endOf(words.group(2), it.updated()));
        checks.put(
                "Nova's updated, (\\S+), is older than the start of \\S+\\.",
                (it, words) -> it.is(it.updated(), words) && it.updated().isBefore(it.start()));
        checks.put(
                "Nova's updated, (\\S+), is newer than the end of .*",
                (it, words) -> it.is(it.updated(), words) && it.updated().isAfter(it.end()));
        checks.put(
                "The launch time, \\S+, is within 2 s of the end of (\\S+)\\.",
                (it, words) -> it.endOf(words.group(1), it.launched()));
        checks.put(
                "The launch time, (\\S+), lies inside \\S+\\.",
                (it, words) -> it.is(it.launched(), words) && it.inside(it.launched()));
        checks.put(
                "The launch time, \\S+, is older than the start of .*",
                (it, words) -> it.launched().isBefore(it.start()));
        checks.put(
                "\\S+ had ended (.+) before the capture at \\S+, which did not show it\\.",
                (it, words) -> it.apart(it.end(), it.predecessor(), words));
        checks.put(
                "\\S+ ended before Nova's updated of an earlier item, (\\S+), .*",
                (it, words) -> it.end().isBefore(Instant.parse(words.group(1))));
        checks.put("\\S+ ended in Error\\.", (it, words) -> "Error".equals(it.action.message()));
        checks.put(
                "No end of \\S+ is recorded\\.",
                (it, words) ->
                        Objects.requireNonNull(it.action.events()).stream().anyMatch(event -> event.result() == null));
        checks.put(
                "By the recorded times \\S+ was not at work at the capture\\.",
                (it, words) -> !it.inside(it.captured()));
        return checks.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> Pattern.compile(entry.getKey()),
                        Map.Entry::getValue,
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    @Test
    void everySentenceWithATimeInItIsTrueOfTheRecords() {
        Set<String> read = new HashSet<>();
        for (var parameters : Set.of(WorldParameters.typical(), WorldParameters.hostile())) {
            var world = WorldGenerator.generate(parameters.servers(6), 911, FROM, FROM.plus(Duration.ofDays(6)));
            var correlator = new Correlator(SimulatedRecords.table(world));
            for (var server : SimulatedRecords.servers(world)) {
                Map<Object, InstanceAction> actions =
                        server.actions().stream().collect(Collectors.toMap(InstanceAction::id, Function.identity()));
                Map<Object, HistoryItem> items =
                        server.items().stream().collect(Collectors.toMap(HistoryItem::id, Function.identity()));
                for (var link :
                        correlator.correlate(server.actions(), server.items()).links()) {
                    var records = new Records(
                            Objects.requireNonNull(actions.get(link.actionId())),
                            Objects.requireNonNull(items.get(link.changeId())));
                    link.evidence().forEach(evidence -> read.add(judge(evidence, records)));
                }
            }
        }
        assertThat(read).as("kinds of sentences").hasSizeGreaterThan(14);
    }

    /** The kind of the sentence, if it is one that the two records can prove false. */
    private static String judge(Evidence evidence, Records records) {
        for (var check : CHECKS.entrySet()) {
            var matcher = check.getKey().matcher(evidence.text());
            if (matcher.matches()) {
                assertThat(check.getValue().holds(records, matcher.toMatchResult()))
                        .as("%s of %s", evidence.text(), records)
                        .isTrue();
                return check.getKey().pattern();
            }
        }
        assertThat(evidence.rule())
                .as(evidence.text())
                .isIn(
                        "effect",
                        "alignment",
                        "relation",
                        "user",
                        "created",
                        "captured",
                        "overwritten",
                        "task_state",
                        "lag");
        return evidence.rule();
    }

    private record Records(InstanceAction action, HistoryItem item) {

        private Instant captured() {
            return item.captureTime();
        }

        private Instant predecessor() {
            return Objects.requireNonNull(item.predecessorCapture());
        }

        private Instant updated() {
            return Objects.requireNonNull(item.updated());
        }

        private Instant launched() {
            var text = item.resource()
                    .path("properties")
                    .path("OsSrvUsgLaunchedAt")
                    .asString("");
            return Instant.parse(text + "Z");
        }

        private Instant start() {
            return action.startTime();
        }

        private Instant end() {
            return Objects.requireNonNullElse(action.finishTime(), start());
        }

        private boolean inside(Instant time) {
            return !time.isBefore(start()) && (!time.isAfter(end()) || isOpen());
        }

        private boolean isOpen() {
            return Objects.requireNonNull(action.events()).stream().anyMatch(event -> event.result() == null);
        }

        private boolean before(Instant later, Instant earlier, long seconds) {
            return earlier.isBefore(later) && !earlier.isBefore(later.minusSeconds(seconds));
        }

        private boolean apart(Instant earlier, Instant later, MatchResult words) {
            var seconds = Duration.between(earlier, later).toMillis() / 1_000.0;
            return seconds >= 0 && Times.length(seconds).toString().equals(words.group(1));
        }

        private boolean is(Instant time, MatchResult words) {
            return Instant.parse(words.group(1)).equals(time);
        }

        private boolean endOf(String event, @Nullable Instant time) {
            return time != null
                    && Objects.requireNonNull(action.events()).stream()
                            .filter(one -> event.equals(one.event()) && one.finishTime() != null)
                            .anyMatch(one -> Duration.between(Objects.requireNonNull(one.finishTime()), time)
                                            .abs()
                                            .toSeconds()
                                    <= 2);
        }
    }
}
