package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.web.CoverageRow.GapRow;
import io.changetrail.timeline.web.Envelope.Page;
import io.changetrail.timeline.web.Envelope.Window;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonFormTests {

    private static final Instant SINCE = Instant.parse("2024-01-30T00:00:00Z");

    /** Replicas share no memory, only this text: were it to depend on the process, a caller would be sent everything twice. */
    @Test
    void everyReplicaGivesAListTheSameTag() {
        var gaps = List.of(new GapRow(SINCE, SINCE.plusSeconds(60), "outage", false));
        var coverage = List.of(new CoverageRow("ecs", "project-1", "partial", SINCE, null, gaps));
        var list = new Envelope<>(List.of("row"), new Page(null), new Window(null, null), coverage, null);
        assertThat(new JsonForm(JsonMapper.shared()).of(list).tag()).isEqualTo("W/\"mGh1YRgsnW7DfdZsNPZM2_Wk\"");
    }
}
