package io.changetrail.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads upstream documents within bounds; decimals keep their digits. */
final class CloudJson {

    private static final int DEEPEST = 200;
    /** As long as a body may be: what fits into an answer is kept. */
    private static final int LONGEST_STRING = 16 * 1024 * 1024;

    private static final int LONGEST_NUMBER = 1000;
    private static final int LONGEST_NAME = 4096;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_STRING)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private CloudJson() {}

    /**
     * Null when the bytes are anything but one JSON object: all three upstreams answer with objects only. Bytes that are not
     * UTF-8 become replacement characters, for one bad name must not hide the rest of a page.
     */
    static @Nullable JsonNode object(byte[] bytes) {
        var asReceived = object(() -> MAPPER.readTree(bytes));
        return asReceived != null || isBeyondBounds(bytes)
                ? asReceived
                : object(() -> MAPPER.readTree(new String(bytes, UTF_8)));
    }

    /** Whether it is refused for its depth or for the length of a name or number, rather than for being no JSON. */
    static boolean isBeyondBounds(byte[] bytes) {
        try {
            MAPPER.readTree(bytes);
            return false;
        } catch (StreamConstraintsException beyond) {
            return true;
        } catch (JacksonException broken) {
            return false;
        }
    }

    private static @Nullable JsonNode object(Supplier<JsonNode> parsed) {
        try {
            var node = parsed.get();
            return node != null && node.isObject() ? node : null;
        } catch (JacksonException broken) {
            return null;
        }
    }
}
