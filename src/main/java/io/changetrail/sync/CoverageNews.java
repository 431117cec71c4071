package io.changetrail.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells in the feed which gaps open and close, in the transaction that makes it so; watermarks alone are no news. */
@Component
class CoverageNews {

    private static final String NOTHING = "[]";

    private final StreamRows streams;
    private final Feed feed;
    private final List<KnownProjects> known;
    private final JsonMapper json;
    private final Clock clock;

    CoverageNews(StreamRows streams, Feed feed, List<KnownProjects> known, JsonMapper json, Clock clock) {
        this.streams = streams;
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
        var open = OpenGaps.of(stream, clock.instant()).stream()
                .filter(Gap::open)
                .filter(gap -> gap.reason() != GapReason.NOT_SWEPT)
                .map(CoverageNews::json)
                .toList();
        var text = json.writeValueAsString(open);
        var told = stream.told() == null ? NOTHING : stream.told();
        if (text.equals(told) && closed.isEmpty()) {
            return;
        }
        streams.told(stream.key(), text);
        var ended = closed.stream().map(CoverageNews::json).toList();
        feed.tell(projects(stream.key()).stream()
                .map(project -> event(stream.key().source(), project, open, ended))
                .toList());
    }

    private FeedEvent event(String source, String project, List<?> open, List<?> closed) {
        var data = new LinkedHashMap<String, Object>();
        data.put("source", source);
        data.put("scope", project);
        data.put("gaps", open);
        data.put("closed", closed);
        return new FeedEvent("coverage.changed", project, "", source + "/" + project, json.writeValueAsString(data));
    }

    private Collection<String> projects(StreamKey stream) {
        if (stream.source().equals("ecs")) {
            return List.of(stream.scope());
        }
        var projects = new TreeSet<>(streams.projects());
        known.forEach(more -> projects.addAll(more.ids()));
        return projects;
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
