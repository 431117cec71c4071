package io.changetrail.cloud;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads upstream documents within bounds; decimals keep their digits. */
final class CloudJson {

    private static final int DEEPEST = 200;
    private static final int LONGEST_STRING = 8 * 1024 * 1024;
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

    /** Null when the bytes are anything but one JSON object: all three upstreams answer with objects only. */
    static @Nullable JsonNode object(byte[] bytes) {
        try {
            var node = MAPPER.readTree(bytes);
            return node != null && node.isObject() ? node : null;
        } catch (JacksonException broken) {
            return null;
        }
    }
}
