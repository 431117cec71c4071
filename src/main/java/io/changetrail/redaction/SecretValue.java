package io.changetrail.redaction;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The forms in which a secret shows itself; each is looked for only in a value with the characters that it cannot be without. */
enum SecretValue {
    PEM("-----BEGIN [A-Z0-9 ]+-----", value -> value.contains("-----BEGIN ")),
    JSON_WEB_TOKEN("eyJ[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]*", value -> value.contains("eyJ")),
    AWS_ACCESS_KEY("\\b(?:AKIA|ASIA)[A-Z0-9]{12,}", value -> value.contains("AKIA") || value.contains("ASIA")),
    /** A user's name alone too, since tokens are written in its place. */
    USER_IN_URL(
            "[A-Za-z][A-Za-z0-9+.-]*://(?:[^/\\s:@\"]*:[^/\\s@\"]+|[^/\\s:@\"'<>?#]+)@",
            value -> value.contains("://")),
    CLOUD_CONFIG("I2Nsb3VkLWNvbmZpZ", value -> value.contains("I2Nsb3VkLWNvbmZpZ")),
    SCRIPT("(?:^|[^A-Za-z0-9+/])IyEv[A-Za-z0-9+/]", value -> value.contains("IyEv")),
    ASSIGNMENT(
            "(?i)(?:^|[^a-z])(?:password|passwd|admin_?pass|secret(?:[_ -]?key)?|token|authorization|cookie|"
                    + "private[_ -]?key|access[_ -]?key)[\"']?\\s*[=:]\\s*[\"']?[^\\s\"',;{\\[]",
            SecretValue::hasAssignment);

    private static final SecretValue[] ALL = values();
    private static final int SHORTEST_NAME = "token".length();
    private static final String LAST_LETTERS = "dstyneDSTYNE";

    private final Pattern pattern;
    private final Predicate<String> possible;

    SecretValue(String pattern, Predicate<String> possible) {
        this.pattern = Pattern.compile(pattern);
        this.possible = possible;
    }

    Pattern pattern() {
        return pattern;
    }

    static boolean isSecret(String value) {
        for (var form : ALL) {
            if (form.isIn(value)) {
                return true;
            }
        }
        return false;
    }

    boolean isIn(String value) {
        return possible.test(value) && pattern.matcher(value).find();
    }

    private static boolean hasAssignment(String value) {
        for (int i = SHORTEST_NAME; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c == ':' || c == '=') && endsInName(value, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a letter that can end one of the names stands before that place, blanks and quotes aside. */
    private static boolean endsInName(String value, int end) {
        int i = end - 1;
        while (i > 0 && (value.charAt(i) <= ' ' || value.charAt(i) == '"' || value.charAt(i) == '\'')) {
            i--;
        }
        return LAST_LETTERS.indexOf(value.charAt(i)) >= 0;
    }
}
