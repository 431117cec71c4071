package io.changetrail.correlation;

import org.jspecify.annotations.Nullable;

/** Prints as its template, in which each {@code %s} stands for one part. */
final class Sentence {

    private final String template;
    private final @Nullable Object[] parts;

    private Sentence(String template, @Nullable Object[] parts) {
        this.template = template;
        this.parts = parts;
    }

    /** @param parts must print the same at any time */
    static Sentence of(String template, @Nullable Object... parts) {
        return new Sentence(template, parts);
    }

    @Override
    public String toString() {
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
