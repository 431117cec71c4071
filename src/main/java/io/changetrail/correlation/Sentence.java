package io.changetrail.correlation;

import org.jspecify.annotations.Nullable;

/** Fills {@code %s} in the sentences of the evidence; written for each candidate, so it must cost less than a formatter. */
final class Sentence {

    private Sentence() {}

    static String of(String template, @Nullable Object... parts) {
        var sentence = new StringBuilder(template.length() + 32);
        var from = 0;
        for (var part : parts) {
            var gap = template.indexOf("%s", from);
            sentence.append(template, from, gap).append(part);
            from = gap + 2;
        }
        return sentence.append(template, from, template.length()).toString();
    }
}
