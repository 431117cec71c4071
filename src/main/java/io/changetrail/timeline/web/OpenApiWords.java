package io.changetrail.timeline.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What no code can say of the API: the files under {@code openapi/}, each a part of an OpenAPI document. Its library speaks Jackson 2. */
final class OpenApiWords {

    /** The library's own mapper would drop them from examples. */
    private static final ObjectMapper WITH_NULLS = new ObjectMapper();

    private OpenApiWords() {}

    /** The parts laid into one document; anchors of one file are not known to another. */
    static OpenAPI of(String... parts) {
        var document = new LinkedHashMap<Object, Object>();
        for (var part : parts) {
            lay(document, read("openapi/" + part + ".yaml"));
        }
        try {
            return Json31.mapper().treeToValue(WITH_NULLS.valueToTree(document), OpenAPI.class);
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private static Map<?, ?> read(String path) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        try (var text = new ClassPathResource(path).getInputStream()) {
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(path, unreadable);
        }
    }

    private static void lay(Map<Object, Object> document, Map<?, ?> part) {
        part.forEach((name, value) -> {
            if (document.get(name) instanceof Map<?, ?> known && value instanceof Map<?, ?> more) {
                var both = new LinkedHashMap<Object, Object>(known);
                lay(both, more);
                document.put(name, both);
            } else {
                document.put(name, value);
            }
        });
    }
}
