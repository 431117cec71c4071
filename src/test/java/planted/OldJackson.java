package planted;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Maps JSON with Jackson 2. */
final class OldJackson {
    private final ObjectMapper mapper = new ObjectMapper();

    ObjectMapper mapper() {
        return mapper;
    }
}
