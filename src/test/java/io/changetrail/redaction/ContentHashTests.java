package io.changetrail.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.RecordedPair;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class ContentHashTests {

    @Test
    void theCanonicalFormIsThatOfACopyWithSortedNames() {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("z", "quote \" backslash \\ slash / tab \t bell \u0007 delete \u007f")
                .put("é \uD83D\uDE00 \uD83D", "half a pair: \uDE00")
                .put("int", -7)
                .put("long", Long.MAX_VALUE)
                .put("decimal", new BigDecimal("1.50"))
                .put("large", new BigDecimal("1E+30"))
                .put("double", 0.1)
                .put("truth", true)
                .putNull("nothing");
        document.putObject("empty");
        document.putArray("none");
        document.putArray("list").add(2).add(1).addObject().put("b", 1).put("a", "x".repeat(20_000));

        assertCanonical(document);
    }

    @Test
    void recordedAnswersHashAsTheirSortedCopies() {
        var bodies = RecordedPair.all().stream()
                .map(RecordedPair::body)
                .filter(body -> body.startsWith("{"))
                .toList();

        assertThat(bodies)
                .isNotEmpty()
                .allSatisfy(body -> assertCanonical(JsonMapper.shared().readTree(body)));
    }

    @Test
    void anyDocumentHashesAsItsSortedCopy() {
        var documents = new RandomDocuments(4711);
        for (int i = 0; i < 5_000; i++) {
            assertCanonical(documents.next());
        }
    }

    @Test
    void theOrderOfNamesDoesNotCountAndThatOfElementsDoes() {
        assertThat(hash("{'a': 1, 'b': [1, 2]}")).isEqualTo(hash("{'b': [1, 2], 'a': 1}"));
        assertThat(hash("{'a': 1, 'b': [1, 2]}")).isNotEqualTo(hash("{'a': 1, 'b': [2, 1]}"));
    }

    private static void assertCanonical(JsonNode document) {
        assertThat(new String(ContentHash.canonical(document), StandardCharsets.UTF_8))
                .isEqualTo(new String(
                        sorted(document).toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    private static byte[] hash(String json) {
        return ContentHash.of(JsonMapper.shared().readTree(json.replace('\'', '"')));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            var names = new TreeMap<String, JsonNode>();
            node.properties().forEach(property -> names.put(property.getKey(), property.getValue()));
            var object = JsonNodeFactory.instance.objectNode();
            names.forEach((name, value) -> object.set(name, sorted(value)));
            return object;
        }
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        return node;
    }
}
