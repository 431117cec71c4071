package io.changetrail.redaction;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What PostgreSQL can hold as text: it knows neither the NUL character nor half a surrogate pair, and upstreams may send both. */
public final class StoredText {

    private static final JsonMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private StoredText() {}

    /** Whether the text can be stored as it is. */
    public static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The document as text for a {@code json} column; anything beyond ASCII is escaped, so that nothing is lost. */
    public static String json(JsonNode document) {
        return ESCAPING.writeValueAsString(document);
    }
}
