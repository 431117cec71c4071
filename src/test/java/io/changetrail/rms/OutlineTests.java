package io.changetrail.rms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OutlineTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void theResourceKeepsItsOwnValuesAndTheNamedProperties() {
        var document = """
            {"status": "ResourceChanged.UPDATE", "relations": [{"resource": {"created": "never"}}],
             "resource": {"id": "a", "created": "2026-01-01T00:00:00Z", "updated": null, "tags": {"status": "b"},
                          "properties": {"status": "ACTIVE", "metadata": {"status": "c"}, "userId": {"deep": [1]},
                                         "OsExtStsTaskState": null}}}
            """;

        assertThat(outline(document)).isEqualTo(JSON.readTree("""
            {"resource": {"id": "a", "created": "2026-01-01T00:00:00Z", "updated": null,
                          "properties": {"status": "ACTIVE", "userId": {"deep": [1]}, "OsExtStsTaskState": null}}}
            """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "{\"resource\": null}", "{\"resource\": [{\"properties\": {}}]}"})
    void withoutAResourceNothingIsLeft(String document) {
        assertThat(outline(document)).isEqualTo(JSON.readTree("{}"));
    }

    private static JsonNode outline(String document) {
        try (var parser = JSON.createParser(document)) {
            return new Outline(Set.of("status", "userId", "OsExtStsTaskState")).read(parser);
        }
    }
}
