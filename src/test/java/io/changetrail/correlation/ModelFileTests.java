package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ModelFileTests {

    @Test
    void whatIsWrittenIsReadBackWhole() {
        var shipped = ModelFile.shipped();

        assertThat(read(ModelNumbers.json(shipped))).isEqualTo(shipped);
        assertThat(new Correlator().version()).isEqualTo(shipped.version());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "version, 0, 'version must be between 1.0 and 2.147483647E9, not 0.0'",
        "lag.parts.1.median, -3, 'lag.parts.1.median must be between 0.1 and 1000000.0, not -3.0'",
        "lag.parts.0.share, 0.9, the shares of lag together must be 1",
        "results.failed, 0, results.failed must be between",
        "families.power.visible, 1, families.power.visible must be between",
        "families.power.perDay, 2, families.power.perDay is not known",
        "families.powr.visible, 0.5, families.powr.visible is not known",
        "bits.target, '\"1\"', bits.target is not a number",
        "bits.target, , bits.target is missing",
        "families.touch.per_day, , families.touch.per_day is missing"
    })
    void aWrongNumberIsNamed(String name, String value, String complaint) {
        var document = (ObjectNode) JsonMapper.shared().readTree(ModelNumbers.json(ModelFile.shipped()));
        var pointer = JsonPointer.compile("/" + name.replace('.', '/'));
        var parent = pointer.head().matches() ? document : document.withObject(pointer.head());
        var key = pointer.last().getMatchingProperty();
        if (value == null) {
            parent.remove(key);
        } else {
            parent.set(key, JsonMapper.shared().readTree(value));
        }

        assertThatThrownBy(() -> ModelFile.read(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("model.json: " + complaint);
    }

    private static Model read(String text) {
        return ModelFile.read(JsonMapper.shared().readTree(text));
    }
}
