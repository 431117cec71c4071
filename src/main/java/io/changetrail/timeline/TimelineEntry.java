package io.changetrail.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.changetrail.correlation.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One action or change as every list of the API shows it; exactly one of {@code action} and {@code change} is there.
 *
 * @param time start of an action, capture of a change; with rank and id the one order
 * @param recordedAt when this deployment stored what is shown
 * @param summary one line for people; its wording is no contract
 * @param raw the upstream's own document less secrets; absent unless asked for by an auditor
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TimelineEntry(
        UUID id,
        String kind,
        Instant time,
        Instant recordedAt,
        String serverId,
        @Nullable String serverName,
        String projectId,
        String summary,
        @JsonInclude(Include.NON_NULL) @Nullable Change change,
        @JsonInclude(Include.NON_NULL) @Nullable Action action,
        @JsonInclude(Include.NON_NULL) @Nullable JsonNode raw) {

    /** What differs from the capture before, since when, and who did it, as far as known. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Change(
            String resourceId,
            String resourceType,
            String status,
            Instant captureTime,
            @Nullable Instant updated,
            Occurred occurred,
            String attribution,
            boolean provisional,
            Map<String, Difference> diff,
            List<Cause> causes,
            List<Rival> rivals) {}

    /** When a change really happened: in (earliest, latest], most likely at best. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Occurred(
            @Nullable Instant earliest,
            Instant latest,
            @Nullable Instant best) {}

    /** A value before and after; an absent key means that the property did not exist, JSON null that it was null. */
    @JsonInclude(Include.NON_NULL)
    public record Difference(
            @Nullable JsonNode before, @Nullable JsonNode after) {}

    /** The request that wrote the listed paths last; {@code paths} is empty for the create behind a first item. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Cause(
            String requestId,
            UUID actionId,
            @Nullable String action,
            @Nullable String userId,
            double score,
            List<String> paths,
            List<Evidence> evidence) {}

    /** A request that could have been the cause, and why it is not. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Rival(
            String requestId,
            @Nullable String action,
            double score,
            @Nullable String reason) {}

    /** Who asked for what, how it went, and what became of it. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Action(
            String requestId,
            String action,
            @Nullable String userId,
            Actor actor,
            Instant startTime,
            @Nullable Instant finishTime,
            @Nullable Instant updatedAt,
            @Nullable String message,
            String outcome,
            @Nullable List<Event> events,
            String effect,
            boolean provisional,
            List<Result> effects) {}

    /** Who acted: {@code user}, {@code service}, {@code system} (Nova's own tasks) or {@code unknown}. */
    public record Actor(
            String type, @Nullable String id, @Nullable String name) {}

    /** One step of an action; the traceback is absent for callers who are no auditors. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Event(
            String event,
            @Nullable Instant startTime,
            @Nullable Instant finishTime,
            @Nullable String result,
            @JsonInclude(Include.NON_NULL) @Nullable JsonNode traceback) {}

    /** A change that the action caused. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Result(UUID changeId, double score) {}
}
