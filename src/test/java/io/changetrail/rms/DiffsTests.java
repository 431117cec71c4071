package io.changetrail.rms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiffsTests {

    @Test
    void theFirstItemDiffersFromNothing() {
        assertThat(Diffs.between(null, item("{'name': 'a'}"), false)).isEmpty();
    }

    @Test
    void leavesStandUnderTheirJsonPointer() {
        var diff = diff(
                "{'properties': {'flavor': {'id': 's1', 'ram': '1'}}}",
                "{'properties': {'flavor': {'id': 's2', 'ram': '1'}}}");

        assertThat(diff).containsOnlyKeys("/properties/flavor/id");
        assertThat(text(diff, "/properties/flavor/id")).isEqualTo("\"s1\" -> \"s2\"");
    }

    @Test
    void namesWithSlashesAndTildesAreEscaped() {
        assertThat(diff("{'tags': {}}", "{'tags': {'a/b~c': '1'}}")).containsOnlyKeys("/tags/a~1b~0c");
    }

    @Test
    void nullIsNotTheSameAsAbsent() {
        var diff = diff("{'properties': {'keyName': null}}", "{'properties': {}}");

        assertThat(text(diff, "/properties/keyName")).isEqualTo("null -> absent");
    }

    @Test
    void anAttachedVolumeIsOneKeyWithTheWholeElement() {
        var diff = diff(
                "{'properties': {'ExtVolumesAttached': [{'id': 'v1', 'device': '/dev/vda'}]}}",
                "{'properties': {'ExtVolumesAttached': [{'id': 'v2', 'device': '/dev/vdb'},"
                        + " {'id': 'v1', 'device': '/dev/vda'}]}}");

        assertThat(diff).containsOnlyKeys("/properties/ExtVolumesAttached/v2");
        assertThat(text(diff, "/properties/ExtVolumesAttached/v2"))
                .isEqualTo("absent -> {\"id\":\"v2\",\"device\":\"/dev/vdb\"}");
    }

    @Test
    void aChangedElementIsNamedByItsField() {
        assertThat(diff(
                        "{'properties': {'securityGroup': [{'id': 'g', 'name': 'a'}]}}",
                        "{'properties': {'securityGroup': [{'id': 'g', 'name': 'b'}]}}"))
                .containsOnlyKeys("/properties/securityGroup/g/name");
    }

    @Test
    void addressesAreToldApartByPortAndAddress() {
        assertThat(diff(
                        "{'properties': {'addresses': [{'OsExtIpsPortId': 'p', 'addr': '10.0.0.1'}]}}",
                        "{'properties': {'addresses': [{'OsExtIpsPortId': 'p', 'addr': '10.0.0.1'},"
                                + " {'OsExtIpsPortId': 'p', 'addr': '80.1.1.1'}]}}"))
                .containsOnlyKeys("/properties/addresses/p 80.1.1.1");
    }

    @Test
    void theDoubledAttributesCountOnce() {
        assertThat(diff(
                        "{'properties': {'osextsrvattr': {'host': 'a'}, 'OS-EXT-SRV-ATTR': {'host': 'a'}}}",
                        "{'properties': {'osextsrvattr': {'host': 'b'}, 'OS-EXT-SRV-ATTR': {'host': 'b'}}}"))
                .containsOnlyKeys("/properties/OS-EXT-SRV-ATTR/host");
        assertThat(diff(
                        "{'properties': {'osextsrvattr': {'host': 'a'}}}",
                        "{'properties': {'OS-EXT-SRV-ATTR': {'host': 'b'}}}"))
                .containsOnlyKeys("/properties/OS-EXT-SRV-ATTR/host");
    }

    @Test
    void listOrderChecksumAndProgressMeanNothing() {
        assertThat(diff(
                        "{'checksum': '1', 'properties': {'progress': 0, 'hostStatus': 'UP',"
                                + " 'securityGroup': [{'id': 'a'}, {'id': 'b'}]}}",
                        "{'checksum': '2', 'properties': {'progress': 80, 'hostStatus': 'UNKNOWN',"
                                + " 'securityGroup': [{'id': 'b'}, {'id': 'a'}]}}"))
                .isEmpty();
    }

    @Test
    void updatedIsToldOnlyWhenNothingElseChanged() {
        assertThat(diff("{'updated': '1', 'name': 'a'}", "{'updated': '2', 'name': 'b'}"))
                .containsOnlyKeys("/name");
        assertThat(diff("{'updated': '1', 'name': 'a'}", "{'updated': '2', 'name': 'a'}"))
                .containsOnlyKeys("/updated");
    }

    @Test
    void threeSpellingsOfTheNormalStateAreOne() {
        assertThat(diff("{'state': null}", "{'state': 'Normal'}")).isEmpty();
        assertThat(diff("{'state': 'normal'}", "{'state': 'Normal'}")).isEmpty();
    }

    @Test
    void aDeletionIsToldByTheStateAlone() {
        var diff = Diffs.between(
                item("{'state': 'normal', 'name': 'a', 'properties': {'locked': false}}"),
                item("{'state': 'deleted'}"),
                true);

        assertThat(diff).containsOnlyKeys("/state");
        assertThat(text(diff, "/state")).isEqualTo("\"normal\" -> \"deleted\"");
    }

    @Test
    void relationsAreKeyedByTheirTarget() {
        var before = json("{'relations': [], 'resource': {}}");
        var after = json("{'relations': [{'relation_type': 'isAttachedTo', 'to_resource_type': 'evs.volumes',"
                + " 'to_resource_id': 'v'}], 'resource': {}}");

        assertThat(Diffs.between(before, after, false)).containsOnlyKeys("/relations/evs.volumes/v");
    }

    @Test
    void aListWhoseElementsShareAnIdentityIsComparedAsAWhole() {
        assertThat(diff(
                        "{'properties': {'securityGroup': [{'id': 'a'}, {'id': 'a'}]}}",
                        "{'properties': {'securityGroup': [{'id': 'a'}]}}"))
                .containsKey("/properties/securityGroup");
    }

    private static Map<String, PropertyChange> diff(String before, String after) {
        return Diffs.between(item(before), item(after), false);
    }

    private static String text(Map<String, PropertyChange> diff, String path) {
        var change = Objects.requireNonNull(diff.get(path));
        return side(change.before()) + " -> " + side(change.after());
    }

    private static String side(@Nullable JsonNode value) {
        return value == null ? "absent" : value.toString();
    }

    private static JsonNode item(String resource) {
        return json("{'resource': " + resource + "}");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
