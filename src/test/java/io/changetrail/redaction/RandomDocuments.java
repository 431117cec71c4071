package io.changetrail.redaction;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents as a parser makes them, with every kind of value and of character in every place. */
final class RandomDocuments {

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "2147483648",
            "-9223372036854775808",
            "18446744073709551616",
            "0.1",
            "-0.0",
            "1.50",
            "1e400",
            "1E-7",
            "123456789.123456789123456789");
    private static final int[] CHARACTERS = {
        'a', 'Z', '0', ' ', '/', '"', '\\', '<', '\'', 0, 7, '\t', '\n', 0x7f, 0x80, 0xe9, 0x2028, 0xd800, 0xdc00,
        0xffff, 0x1f600
    };
    private static final int DEEPEST = 5;

    private final Random random;

    RandomDocuments(long seed) {
        random = new Random(seed);
    }

    JsonNode next() {
        return JsonMapper.shared().readTree(value(0));
    }

    private String value(int depth) {
        return switch (random.nextInt(depth < DEEPEST ? 7 : 5)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(random.nextBoolean());
            case 2 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 3 -> Integer.toString(random.nextInt());
            case 4 -> text(random.nextInt(9));
            case 5 -> "[" + many(depth, "") + "]";
            default -> "{" + many(depth, "name") + "}";
        };
    }

    private String many(int depth, String name) {
        var values = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            values.append(values.isEmpty() ? "" : ",");
            values.append(name.isEmpty() ? "" : text(random.nextInt(3)) + ":").append(value(depth + 1));
        }
        return values.toString();
    }

    private String text(int length) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < length; i++) {
            for (char c : Character.toChars(CHARACTERS[random.nextInt(CHARACTERS.length)])) {
                text.append("\\u%04x".formatted((int) c));
            }
        }
        return text.append('"').toString();
    }
}
