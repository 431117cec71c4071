package io.changetrail.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What counts as a secret: names that announce one, and values that look like one ({@code security.md} S15). */
final class SecretPatterns {

    /** Whole words of a name, so that {@code AK} does not hit {@code disk}, nor {@code token} any {@code task_state}. */
    private static final List<List<String>> NAMES = Stream.of(
                    "user data",
                    "userdata",
                    "admin pass",
                    "adminpass",
                    "password",
                    "passwords",
                    "passwd",
                    "secret",
                    "secrets",
                    "token",
                    "tokens",
                    "key data",
                    "keydata",
                    "private key",
                    "privatekey",
                    "access key",
                    "secret key",
                    "api key",
                    "apikey",
                    "ak",
                    "sk",
                    "credential",
                    "credentials",
                    "signature",
                    "authorization",
                    "cookie",
                    "cookies")
            .map(words -> List.of(words.split(" ")))
            .toList();

    private static final Set<String> FIRST_WORDS =
            NAMES.stream().map(List::getFirst).collect(Collectors.toUnmodifiableSet());

    /** As JSON or Python writes it, which is how tracebacks show what was sent. */
    private static final Pattern QUOTED_NAME =
            Pattern.compile("[\"']([^\"'\\\\]{1,200})\\\\*[\"']\\s*:\\s*(?!null\\b|None\\b|\\{\\\\*\"redacted)\\S");

    private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+");

    private static final int MOST_NAMES_SEEN = 4096;

    /** Names come from a few shapes of document, except where customers choose them: those must not fill the memory. */
    private static final Map<String, Name> NAMES_SEEN = new ConcurrentHashMap<>();

    private SecretPatterns() {}

    /** What the name of a value says of secrets. */
    enum Name {
        PLAIN,
        /** The value is one. */
        ANNOUNCES,
        /** The name itself holds one, as customers can write it. */
        HOLDS
    }

    static Name name(String name) {
        var seen = NAMES_SEEN.get(name);
        if (seen != null) {
            return seen;
        }
        if (NAMES_SEEN.size() >= MOST_NAMES_SEEN) {
            NAMES_SEEN.clear();
        }
        var kind = kindOf(name);
        NAMES_SEEN.put(name, kind);
        return kind;
    }

    /**
     * Whether a document names a secret that stands anywhere in the text, however often it was quoted and broken or not; one
     * that is null or redacted is none.
     */
    private static boolean namesSecret(String text) {
        return text.indexOf(':') >= 0
                && (text.indexOf('"') >= 0 || text.indexOf('\'') >= 0)
                && QUOTED_NAME.matcher(text).results().anyMatch(found -> isAnnouncing(words(found.group(1))));
    }

    private static Name kindOf(String name) {
        if (looksSecret(name)) {
            return Name.HOLDS;
        }
        return isAnnouncing(words(name)) ? Name.ANNOUNCES : Name.PLAIN;
    }

    static boolean looksSecret(String value) {
        return SecretValue.isSecret(value) || namesSecret(value);
    }

    private static boolean isAnnouncing(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (FIRST_WORDS.contains(words.get(i))) {
                var rest = words.subList(i, words.size());
                if (NAMES.stream().anyMatch(secret -> startsWith(rest, secret))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsWith(List<String> words, List<String> start) {
        return words.size() >= start.size() && words.subList(0, start.size()).equals(start);
    }

    private static List<String> words(String name) {
        var words = new ArrayList<String>();
        var matcher = WORD.matcher(name);
        while (matcher.find()) {
            words.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        return words;
    }
}
