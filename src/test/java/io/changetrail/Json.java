package io.changetrail;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as tests compare it: by content, not by the order of names. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static JsonNode tree(String text) {
        return MAPPER.readTree(text);
    }
}
