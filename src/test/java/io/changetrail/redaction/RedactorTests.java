package io.changetrail.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.settings.MadeOnce;
import io.changetrail.support.DatabaseTestConfiguration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@DataJpaTest
@Import({DatabaseTestConfiguration.class, MadeOnce.class, Redactor.class})
class RedactorTests {

    private static final String CANARY = "canary-4711";

    @Autowired
    private Redactor redactor;

    @BeforeEach
    void keyIsThere() {
        redactor.redact(json("{'password': 'x'}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_data",
                "userData",
                "OS-EXT-SRV-ATTR:user_data",
                "adminPass",
                "admin_pass",
                "PASSWORD",
                "db-password",
                "passwd",
                "clientSecret",
                "token",
                "X-Auth-Token",
                "key_data",
                "privateKey",
                "AK",
                "accessKey",
                "SK",
                "credential",
                "Signature",
                "Authorization",
                "Set-Cookie"
            })
    void aNameThatAnnouncesASecretHidesItsValue(String name) {
        var redacted = redactor.redact(json("{'a': [{'%s': '%s'}]}".formatted(name, CANARY)));

        assertThat(redacted.toString()).doesNotContain(CANARY).contains("\"redacted\":true");
        assertThat(redacted.at("/a/0/" + name.replace("~", "~0") + "/hmac").asString(""))
                .matches("[0-9a-f]{16}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disk",
                "task_state",
                "OsExtStsTaskState",
                "keyName",
                "userId",
                "risk",
                "tokenizer",
                "desk",
                "username",
                "cookiecutter",
                "secretary"
            })
    void aNameThatOnlySoundsLikeOneIsLeftAlone(String name) {
        var document = json("{'%s': 'plain'}".formatted(name));

        assertThat(redactor.redact(document)).isSameAs(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN RSA PRIVATE KEY-----\\ncanary-4711",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnktNDcxMSJ9.canary-4711",
                "AKIAIOSFODNN7EXAMPLE canary-4711",
                "https://user:canary-4711@example.com/x",
                "I2Nsb3VkLWNvbmZpZcanary-4711",
                "https://canary-4711@example.com/x",
                "remote: git+https://ghp_canary-4711@example.com failed",
                "failed with password=canary-4711",
                "Body: {\\\"user_data\\\": \\\"canary-4711\\\"}",
                "\\\"{\\\\\\\"user_data\\\\\\\": \\\\\\\"canary-4711\\\\\\\"}\\\"",
                "{\\\"nested\\\": {\\\"adminPass\\\": \\\"canary-4711\\\"}}"
            })
    void aValueThatLooksLikeASecretIsHiddenWhereverItStands(String value) {
        var redacted = redactor.redact(json("{'metadata': {'note': ['%s']}}".formatted(value)));

        assertThat(redacted.toString()).doesNotContain("canary").contains("\"redacted\":true");
    }

    @Test
    void aDocumentInPythonsWordsHidesNothing() {
        var text = "Body: {'server': {'user_data': '" + CANARY + "', 'disk': None}}";

        assertThat(redactor.scrub(text)).isEqualTo("[redacted]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ask admin@example.com",
                "https://example.com/x?mail=a@example.com",
                "https://example.com?mail=a@example.com",
                "see <https://example.com> or a@example.com",
                "Body: {\\\"task_state\\\": \\\"x\\\", \\\"user_data\\\": null}",
                "it's 12:00, don't ask"
            })
    void aValueThatOnlyLooksLikeASecretIsLeftAlone(String value) {
        var document = json("{'note': '%s'}".formatted(value.replace("'", "\\u0027")));

        assertThat(redactor.redact(document)).isSameAs(document);
    }

    @Test
    void theSameSecretLooksTheSameAndAnotherDifferent() {
        var one = redactor.redact(json("{'password': 'one'}"));

        assertThat(redactor.redact(json("{'password': 'one'}"))).isEqualTo(one);
        assertThat(redactor.redact(json("{'password': 'two'}"))).isNotEqualTo(one);
    }

    @Test
    void aSecretThatIsNullStaysNull() {
        assertThat(redactor.redact(json("{'adminPass': null}")).toString()).isEqualTo("{\"adminPass\":null}");
    }

    @Test
    void canariesPlantedAnywhereLeaveNoTrace() {
        var random = new Random(42);
        for (int i = 0; i < 500; i++) {
            var document = JsonNodeFactory.instance.objectNode();
            plant(document, random, 5);

            assertThat(redactor.redact(document).toString()).doesNotContain(CANARY);
        }
    }

    @Test
    void whatWasRedactedBeforeIsNoSecret() {
        var redacted = redactor.redact(json("{'a': {'user_data': '%s'}}".formatted(CANARY)));

        assertThat(redactor.redact(redacted)).isSameAs(redacted);
        assertThat(redactor.scrub(redacted.toString())).isEqualTo(redacted.toString());
        assertThat(redactor.redact(json("{'user_data': {'redacted': true, 'hmac': '%s'}}".formatted(CANARY)))
                        .toString())
                .doesNotContain(CANARY);
    }

    @Test
    void textThatHoldsASecretIsScrubbedWhole() {
        assertThat(redactor.scrub("{\"user\": \"x\", \"password\": \"" + CANARY + "\""))
                .doesNotContain(CANARY);
        assertThat(redactor.scrub("nothing to hide")).isEqualTo("nothing to hide");
    }

    @Test
    void aBrokenDocumentIsScrubbedByItsNamesAndARedactedOneIsNot() {
        assertThat(redactor.scrub("{\"a\": {\"user_data\": \"" + CANARY)).doesNotContain(CANARY);
        assertThat(redactor.scrub("{\"a\": \"{\\\"key_data\\\": \\\"" + CANARY)).doesNotContain(CANARY);
        var redacted = redactor.redact(json("{'user_data': 'x', 'key_data': null, 'disk': 1}"))
                .toString();
        assertThat(redactor.scrub(redacted)).isEqualTo(redacted);
    }

    private static void plant(ObjectNode object, Random random, int depth) {
        for (int i = 0; i < 3; i++) {
            switch (random.nextInt(depth > 0 ? 4 : 2)) {
                case 0 -> object.put("plain" + i, "value");
                case 1 -> object.put("admin_pass" + "_".repeat(i), CANARY);
                case 2 -> plant(object.putObject("inner" + i), random, depth - 1);
                default -> plant(object.putArray("list" + i).addObject(), random, depth - 1);
            }
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
