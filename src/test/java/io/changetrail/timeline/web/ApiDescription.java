package io.changetrail.timeline.web;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description, to hold answers against; what the schemas do not name is taken for a mistake here, and only here. */
final class ApiDescription {

    private static final String ADDRESS = "urn:description";

    private final JsonNode document;
    private final SchemaRegistry schemas;

    ApiDescription(JsonNode served) {
        this.document = served.deepCopy();
        document.path("components").path("schemas").forEach(ApiDescription::close);
        this.schemas = SchemaRegistry.withDefaultDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemas(Map.of(ADDRESS, schemas(document)))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    JsonNode document() {
        return document;
    }

    /** The answer of that status, its reference followed; missing if it is not described. */
    JsonNode answer(String path, String method, int status) {
        var answer = document.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(status));
        return answer.has("$ref") ? document.at(answer.path("$ref").asString().substring(1)) : answer;
    }

    /** What of the value is not as the schema says. */
    List<String> faults(JsonNode schema, JsonNode value) {
        return schemas.getSchema(SchemaLocation.of(ADDRESS + schema.path("$ref").asString())).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    private static String schemas(JsonNode document) {
        var components = JsonMapper.shared().createObjectNode();
        components
                .putObject("components")
                .set("schemas", document.path("components").path("schemas"));
        return components.toString();
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && schema.has("properties")) {
            object.put("additionalProperties", false);
        }
    }
}
