package io.changetrail.timeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Some events in recorded order, and where to go on, which is there also when nothing more has happened yet. */
public record FeedPage(List<CloudEvent> data, Next page) {

    /** Where the next page begins. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Next(String nextPosition) {}

    /**
     * A CloudEvent 1.0.
     *
     * @param id its position
     * @param source path of the server it is about, or of coverage
     * @param time when it was recorded
     */
    public record CloudEvent(
            String specversion,
            String id,
            String source,
            String type,
            String subject,
            Instant time,
            @JsonProperty("datacontenttype") String dataContentType,
            JsonNode data) {}
}
