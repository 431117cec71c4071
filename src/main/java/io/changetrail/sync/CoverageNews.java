package io.changetrail.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells in the feed which gaps open and close, in the transaction that makes it so; watermarks alone are no news. */
@Component
class CoverageNews {

    private static final String NOTHING = "[]";

    private final StreamRows streams;
    private final WalkedProjectRows walked;
    private final Feed feed;
    private final List<KnownProjects> known;
    private final JsonMapper json;
    private final Clock clock;

    CoverageNews(
            StreamRows streams,
            WalkedProjectRows walked,
            Feed feed,
            List<KnownProjects> known,
            JsonMapper json,
            Clock clock) {
        this.streams = streams;
        this.walked = walked;
        this.feed = feed;
        this.known = known;
        this.json = json;
        this.clock = clock;
    }

    /** Tells that gaps were closed for good, and which ones are still open. */
    void closed(StreamKey stream, List<Gap> closed) {
        streams.find(stream).ifPresent(row -> tell(row, closed));
    }

    /**
     * Tells what is new since the last time.
     *
     * @param stream as the caller's transaction leaves it
     * @param closed gaps that were closed for good in it
     */
    void tell(StreamRow stream, List<Gap> closed) {
        var text = json.writeValueAsString(open(stream));
        var told = stream.told() == null ? NOTHING : stream.told();
        if (text.equals(told) && closed.isEmpty()) {
            return;
        }
        streams.told(stream.key(), text);
        feed.tell(events(stream, closed));
    }

    /**
     * Tells what is new of one project that differs from its domain, or did until now.
     *
     * @param stream the domain's, as the caller's transaction leaves it
     * @param before null if it was not walked until now
     */
    void tell(StreamRow stream, @Nullable WalkedProject before, WalkedProject after, List<Gap> closed) {
        var open = open(after.of(stream));
        if (before == null || !closed.isEmpty() || !open.equals(open(before.of(stream)))) {
            feed.tell(List.of(event(stream.key().source(), after.id(), open, closed)));
        }
    }

    private List<FeedEvent> events(StreamRow stream, List<Gap> closed) {
        var source = stream.key().source();
        if (source.equals("ecs")) {
            return List.of(event(source, stream.key().scope(), open(stream), closed));
        }
        var domain = new DomainStream(stream, walked.of(stream.key()));
        var withServers = known.stream().flatMap(more -> more.ids().stream()).collect(Collectors.toSet());
        var projects = new TreeSet<>(streams.projects());
        projects.addAll(withServers);
        return projects.stream()
                .map(id -> event(source, id, open(domain.of(id, withServers.contains(id))), closed))
                .toList();
    }

    /** @param stream null if nobody ever looked at it */
    private List<Map<String, Object>> open(@Nullable StreamRow stream) {
        var now = clock.instant();
        return (stream == null ? OpenGaps.ofNobody(now) : OpenGaps.of(stream, now))
                .stream()
                        .filter(Gap::open)
                        .filter(gap -> gap.reason() != GapReason.NOT_SWEPT)
                        .map(CoverageNews::json)
                        .toList();
    }

    private FeedEvent event(String source, String project, List<?> open, List<Gap> closed) {
        var data = new LinkedHashMap<String, Object>();
        data.put("source", source);
        data.put("scope", project);
        data.put("gaps", open);
        data.put("closed", closed.stream().map(CoverageNews::json).toList());
        return new FeedEvent("coverage.changed", project, "", source + "/" + project, json.writeValueAsString(data));
    }

    /** An unknown beginning and the end of what goes on are null. */
    private static Map<String, Object> json(Gap gap) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("since", gap.since().equals(Instant.EPOCH) ? null : gap.since());
        fields.put("until", gap.open() ? null : gap.until());
        fields.put("reason", gap.reason().word());
        return fields;
    }
}
