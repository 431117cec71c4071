package io.changetrail;

/**
 * Makes text fit for a log, whoever wrote it: whatever would break a line, move a terminal's cursor or turn the reading around is
 * shown by its code, and what is very long is cut.
 */
final class LogText {

    /** Characters; the longest line of our own, one of the log of reads, is shorter. */
    static final int LONGEST_LINE = 32_768;

    /** Characters; room for a stack with its causes. */
    static final int LONGEST_STACK = 4 * LONGEST_LINE;

    private LogText() {}

    /** For a place where a line break would begin another line of the log. */
    static String line(String text) {
        return escaped(cut(text, LONGEST_LINE), "");
    }

    /** For a place where line breaks do no harm. */
    static String lines(String text) {
        return escaped(cut(text, LONGEST_STACK), "\n\t");
    }

    static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }

    private static String escaped(String text, String kept) {
        if (text.codePoints().noneMatch(c -> isUnfit(c, kept))) {
            return text;
        }
        var shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isUnfit(c, kept)) {
                shown.append(code(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** The marks of writing direction are of Unicode's kind "format". */
    private static boolean isUnfit(int c, String kept) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> kept.indexOf(c) < 0;
            default -> false;
        };
    }

    private static String code(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted(c);
        };
    }
}
