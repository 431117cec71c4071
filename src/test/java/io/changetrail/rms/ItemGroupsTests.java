package io.changetrail.rms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ItemGroupsTests {

    private final ItemGroups groups = new ItemGroups();

    @Test
    void ofAPageThatIsNotTheLastOnlyTheLastMomentWaits() {
        assertThat(names(groups.complete(page(false, "1a", "2a", "2b")))).containsExactly("1a");
        assertThat(names(groups.complete(page(false, "2c", "3a")))).containsExactly("2a", "2b", "2c");
        assertThat(names(groups.rest())).containsExactly("3a");
    }

    @Test
    void theLastPageIsLeftWithWhatWaited() {
        groups.complete(page(false, "1a", "2a"));

        assertThat(groups.complete(page(true, "2b", "3a"))).isEmpty();
        assertThat(names(groups.rest())).containsExactly("2a", "2b", "3a");
    }

    @Test
    void anEmptyPageInBetweenEndsNoMoment() {
        groups.complete(page(false, "1a"));

        assertThat(groups.complete(page(false))).isEmpty();
        assertThat(groups.complete(page(false, "1b"))).isEmpty();
        assertThat(names(groups.rest())).containsExactly("1a", "1b");
    }

    private static HistoryPage page(boolean last, String... names) {
        var items = JsonMapper.shared().createArrayNode();
        for (var name : names) {
            items.addObject().put("capture_time", name.substring(0, 1)).put("name", name);
        }
        return new HistoryPage(items, last);
    }

    private static List<String> names(List<JsonNode> items) {
        return items.stream().map(item -> item.path("name").stringValue()).toList();
    }
}
