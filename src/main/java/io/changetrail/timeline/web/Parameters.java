package io.changetrail.timeline.web;

import io.changetrail.timeline.Choice;
import io.changetrail.timeline.web.InvalidParameters.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The query parameters of one request, read by name; what is wrong is collected, and {@link #check} refuses the request with
 * all of it. A parameter that nobody allowed is wrong as well: it is never ignored.
 */
final class Parameters {

    private static final int MOST_VALUES = 100;
    private static final int LONGEST_VALUE = 512;
    private static final Set<String> NOT_PART_OF_THE_QUESTION = Set.of("cursor", "limit");

    private final MultiValueMap<String, String> given;
    private final Instant now;
    private final List<Fault> faults = new ArrayList<>();

    Parameters(MultiValueMap<String, String> given, Set<String> allowed, Instant now) {
        this.given = given;
        this.now = now;
        given.forEach((name, values) -> {
            if (!allowed.contains(name)) {
                fault(name, "There is no such parameter here.");
            } else if (values.stream().anyMatch(Parameters::unusable)) {
                fault(name, "The value is empty, too long or holds a control character.");
            }
        });
    }

    Instant now() {
        return now;
    }

    void fault(String name, String detail) {
        if (faults.stream().noneMatch(fault -> fault.parameter().equals(name))) {
            faults.add(new Fault(name, detail));
        }
    }

    void check() {
        if (!faults.isEmpty()) {
            throw new InvalidParameters(faults);
        }
    }

    @Nullable
    String one(String name) {
        var values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            fault(name, "It may be given only once.");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    @Nullable
    Instant time(String name) {
        var text = one(name);
        var time = text == null ? null : Times.parse(text, now).orElse(null);
        if (text != null && time == null) {
            fault(name, "A time is RFC 3339 with a zone, epoch milliseconds, or such as now-4h or now-7d.");
        }
        return time;
    }

    int number(String name, int least, int most, int otherwise) {
        var text = one(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        fault(name, "A whole number from " + least + " to " + most + ".");
        return otherwise;
    }

    /** One of the words; the first of them if the parameter is absent or wrong. */
    String word(String name, List<String> words) {
        var text = one(name);
        if (text != null && !words.contains(text)) {
            fault(name, "One of " + String.join(", ", words) + ".");
        }
        return text != null && words.contains(text) ? text : words.getFirst();
    }

    /** All values of a parameter that repeats or takes commas; empty if it is absent. */
    Set<String> all(String name) {
        var values = given.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (values.size() > MOST_VALUES || values.stream().anyMatch(String::isBlank)) {
            fault(name, "One to " + MOST_VALUES + " values, none of them empty.");
        }
        return values;
    }

    /** A filter: values, or values that each begin with an exclamation mark; null if the parameter is absent. */
    @Nullable
    Choice choice(String name, Set<String> words) {
        var values = all(name);
        if (values.isEmpty()) {
            return null;
        }
        var excluded = values.stream().allMatch(value -> value.startsWith("!"));
        if (!excluded && values.stream().anyMatch(value -> value.startsWith("!"))) {
            fault(name, "Either all values begin with an exclamation mark or none does.");
        }
        var plain = excluded
                ? values.stream().map(value -> value.substring(1)).collect(Collectors.toCollection(LinkedHashSet::new))
                : values;
        if (plain.contains("") || (!words.isEmpty() && !words.containsAll(plain))) {
            fault(name, words.isEmpty() ? "A value is empty." : "Of " + String.join(", ", words) + ".");
        }
        return new Choice(plain, excluded);
    }

    /** What was asked, apart from the place in the answer: the same text for every page of one walk. */
    String question() {
        var question = new TreeMap<String, List<String>>();
        given.forEach((name, values) -> {
            if (!NOT_PART_OF_THE_QUESTION.contains(name)) {
                question.put(name, values.stream().sorted().toList());
            }
        });
        return question.toString();
    }

    private static boolean unusable(@Nullable String value) {
        return value == null
                || value.isBlank()
                || value.length() > LONGEST_VALUE * MOST_VALUES
                || value.chars().anyMatch(Character::isISOControl);
    }
}
