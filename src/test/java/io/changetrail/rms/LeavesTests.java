package io.changetrail.rms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class LeavesTests {

    private static final List<String> NAMES =
            List.of("name", "OS-EXT-SRV-ATTR", "osextsrvattr", "tags", "a/b", "ExtVolumesAttached", "id", "progress");

    private final Random random = new Random(4711);

    /** What both captures have alike may be left out, in whatever form it stands; nothing else may. */
    @Test
    void whatDiffersIsTheSameWithAndWithoutWhatIsAlike() {
        int different = 0;
        for (int i = 0; i < 20_000; i++) {
            var one = item();
            var other = random.nextBoolean() ? item() : mutated(one);
            var all = different(Leaves.of(one), Leaves.of(other));
            different += all.isEmpty() ? 0 : 1;

            assertThat(different(Leaves.differing(one, other), Leaves.differing(other, one)))
                    .as("%s and %s", one, other)
                    .isEqualTo(all);
        }
        assertThat(different).isGreaterThan(10_000);
    }

    private static Map<String, List<String>> different(Leaves one, Leaves other) {
        var different = new TreeMap<String, List<String>>();
        add(different, "value ", one.values(), other.values());
        add(different, "element ", one.elements(), other.elements());
        return different;
    }

    private static void add(
            Map<String, List<String>> different, String kind, Map<String, JsonNode> one, Map<String, JsonNode> other) {
        var paths = new TreeMap<>(one);
        paths.putAll(other);
        for (var path : paths.keySet()) {
            if (!Objects.equals(one.get(path), other.get(path))) {
                different.put(kind + path, List.of(one.get(path) + "", other.get(path) + ""));
            }
        }
    }

    private JsonNode item() {
        var item = JsonMapper.shared().createObjectNode();
        var resource = item.putObject("resource");
        fill(resource, 1);
        fill(resource.putObject("properties"), 2);
        for (int i = random.nextInt(3); i > 0; i--) {
            item.withArray("relations")
                    .addObject()
                    .put("to_resource_type", "t")
                    .put("to_resource_id", "" + random.nextInt(2))
                    .put("relation_type", "r" + random.nextInt(2));
        }
        return item;
    }

    private JsonNode mutated(JsonNode item) {
        var copy = item.deepCopy();
        fill((ObjectNode) copy.path("resource").path("properties"), 1);
        return copy;
    }

    private void fill(ObjectNode object, int depth) {
        for (int i = random.nextInt(4); i > 0; i--) {
            var name = NAMES.get(random.nextInt(NAMES.size()));
            switch (random.nextInt(depth > 0 ? 4 : 2)) {
                case 0 -> object.put(name, random.nextInt(2));
                case 1 -> object.putNull(name);
                case 2 -> fill(object.putObject(name), depth - 1);
                default -> {
                    var list = object.putArray(name);
                    for (int n = random.nextInt(3); n > 0; n--) {
                        fill(list.addObject().put("id", "v" + random.nextInt(2)), 0);
                    }
                }
            }
        }
    }
}
