package io.changetrail.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.settings.MadeOnce;
import io.changetrail.support.DatabaseTestConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a document is like and wherever in it a secret stands. */
@DataJpaTest
@Import({DatabaseTestConfiguration.class, MadeOnce.class, Redactor.class})
class RedactionPropertyTests {

    private static final int DOCUMENTS = 3_000;
    private static final String CANARY = "kanarie4711";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> NAMES = List.of(
            "user data",
            "admin pass",
            "password",
            "passwd",
            "secret",
            "token",
            "key data",
            "private key",
            "access key",
            "secret key",
            "ak",
            "sk",
            "credential",
            "signature",
            "authorization",
            "cookie");
    private static final List<String> VALUES = List.of(
            "-----BEGIN RSA PRIVATE KEY-----\n%s",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.%s",
            "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.%s",
            "AKIAIOSFODNN7EXAMPLE and %s",
            "postgres://user:%s@db.example/x",
            "failed: password=%s",
            "adminPass: '%s'",
            "I2Nsb3VkLWNvbmZpZ%s",
            "IyEvYmluL3No%s");

    private final Redactor redactor;
    private final Random random = new Random(20260310);
    private final RandomDocuments documents = new RandomDocuments(20260310);

    RedactionPropertyTests(@Autowired Redactor redactor) {
        this.redactor = redactor;
    }

    @Test
    void noSecretSurvivesAnywhere() {
        for (int i = 0; i < DOCUMENTS; i++) {
            var document = document();
            for (int planted = random.nextInt(1, 4); planted > 0; planted--) {
                plant(document, random.nextLong(), CANARY);
            }
            var text = redactor.redact(document).toString();
            assertThat(text).as("from %s", document).doesNotContain(CANARY).contains("redacted");
            var again = redactor.redact(document);
            assertThat(redactor.redact(again)).isSameAs(again);
        }
    }

    @Test
    void nothingElseIsTouched() {
        for (int i = 0; i < DOCUMENTS; i++) {
            var document = document();
            assertThat(redactor.redact(document)).isSameAs(document);
        }
    }

    @Test
    void aChangeOfASecretStaysVisibleAndNothingElseDoes() {
        for (int i = 0; i < DOCUMENTS / 3; i++) {
            var document = document();
            var where = random.nextLong();
            var one = with(document, where, CANARY);
            assertThat(redactor.redact(one)).isEqualTo(redactor.redact(with(document, where, CANARY)));
            assertThat(redactor.redact(one)).isNotEqualTo(redactor.redact(with(document, where, CANARY + "2")));
        }
    }

    @Test
    void textThatCouldNotBeReadAsADocumentIsScrubbedToo() {
        for (int i = 0; i < DOCUMENTS; i++) {
            var document = document();
            plant(document, random.nextLong(), CANARY);
            var text = document.toString();
            assertThat(redactor.scrub(text.substring(0, text.length() - 1))).doesNotContain(CANARY);
        }
    }

    private static ObjectNode with(ObjectNode document, long where, String secret) {
        var copy = document.deepCopy();
        plant(copy, where, secret);
        return copy;
    }

    private ObjectNode document() {
        var document = NODES.objectNode();
        document.set("first", documents.next());
        document.putObject("inner").set("second", documents.next());
        document.putArray("list").add(documents.next()).addObject().put("name", "web-1");
        return document;
    }

    /** The same {@code where} plants in the same place in the same way. */
    private static void plant(ObjectNode document, long where, String secret) {
        var random = new Random(where);
        var places = new ArrayList<JsonNode>();
        collect(document, places);
        var place = places.get(random.nextInt(places.size()));
        var name = name(random);
        var value = random.nextBoolean()
                ? (JsonNode) NODES.stringNode(secret)
                : NODES.arrayNode().add(1).add(secret);
        switch (random.nextInt(5)) {
            case 0 -> put(place, NODES.objectNode().set(name, value), random);
            case 1 -> put(place, NODES.stringNode(shaped(random, secret)), random);
            case 2 ->
                put(place, NODES.stringNode(nested(NODES.objectNode().set(name, value), random.nextInt(3))), random);
            case 3 -> put(place, NODES.objectNode().put(shaped(random, secret), "in a name"), random);
            default -> put(place, NODES.stringNode("error: " + shaped(random, secret)), random);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) {
            places.add(node);
            node.forEach(inner -> collect(inner, places));
        }
    }

    private static void put(JsonNode place, JsonNode secret, Random random) {
        if (place instanceof ObjectNode object) {
            object.set("planted " + random.nextInt(), secret);
        } else {
            ((ArrayNode) place).insert(place.isEmpty() ? 0 : random.nextInt(place.size()), secret);
        }
    }

    /** A document in a text in a document, and so on. */
    private static String nested(JsonNode inner, int depth) {
        var text = inner.toString();
        return depth == 0 ? text : nested(NODES.objectNode().put("inner", text), depth - 1);
    }

    private static String shaped(Random random, String secret) {
        var form = VALUES.get(random.nextInt(VALUES.size()));
        var base64 = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return form.formatted(form.startsWith("I") ? base64 + secret : secret);
    }

    private static String name(Random random) {
        var words = NAMES.get(random.nextInt(NAMES.size())).split(" ");
        var name = switch (random.nextInt(5)) {
            case 0 -> String.join("_", words);
            case 1 -> String.join("-", words).toUpperCase(Locale.ROOT);
            case 2 -> words[0] + (words.length > 1 ? capital(words[1]) : "");
            case 3 -> "x:" + String.join(".", words);
            default -> "my_" + String.join("_", words) + "_2";
        };
        return JsonMapper.shared().readTree("\"" + name + "\"").stringValue();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
