package io.changetrail.correlation;

import io.changetrail.sync.Columns;
import io.changetrail.sync.Feed;
import io.changetrail.sync.FeedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what became of links, and tells it in the feed; always in the transaction that changes the links. */
@Component
class LinkHistory {

    private static final String CLASSED = "attribution.changed";
    private static final String REVISE = """
            insert into link_revision (resource_id, change_id, request_id, number, what, score, because)
            select ?, row.change_id, row.request_id,
                   1 + coalesce((select max(o.number) from link_revision o
                                  where o.resource_id = ? and o.change_id = row.change_id
                                    and o.request_id = row.request_id), 0),
                   row.what, row.score, ?
              from unnest(?::uuid[], ?::text[], ?::text[], ?::double precision[]) as row (change_id, request_id, what, score)
            """;

    private final JdbcClient jdbc;
    private final Feed feed;
    private final JsonMapper json;

    LinkHistory(JdbcClient jdbc, Feed feed, JsonMapper json) {
        this.jdbc = jdbc;
        this.feed = feed;
        this.json = json;
    }

    void note(
            String resourceId,
            Because because,
            Difference<Link> links,
            Difference<ChangeClass> changes,
            Difference<ActionClass> actions) {
        var steps = steps(links);
        revise(resourceId, because, steps);
        var told = new Telling(resourceId, because);
        steps.forEach(step -> told.add("link." + step.what(), step.link().changeId(), LinkStore.row(step.link())));
        changes.written().forEach(change -> told.add(CLASSED, change.changeId(), LinkStore.row(change)));
        changes.gone().forEach(change -> told.add(CLASSED, change.changeId(), Map.of("change_id", change.changeId())));
        actions.written().forEach(action -> told.add(CLASSED, action.actionId(), LinkStore.row(action)));
        actions.gone().forEach(action -> told.add(CLASSED, action.actionId(), Map.of("action_id", action.actionId())));
        feed.tell(told.events);
    }

    private static List<Step> steps(Difference<Link> links) {
        var steps = new ArrayList<Step>();
        links.gone().forEach(link -> steps.add(new Step("retracted", link)));
        links.revised().forEach(link -> steps.add(new Step("revised", link)));
        links.created().forEach(link -> steps.add(new Step("created", link)));
        return steps;
    }

    private void revise(String resourceId, Because because, List<Step> steps) {
        if (!steps.isEmpty()) {
            var rows = new Columns<>(steps);
            jdbc.sql(REVISE)
                    .param(resourceId)
                    .param(resourceId)
                    .param(because.text())
                    .param(rows.texts(step -> step.link().changeId()))
                    .param(rows.texts(step -> step.link().requestId()))
                    .param(rows.texts(Step::what))
                    .param(rows.texts(step -> step.link().score()))
                    .update();
        }
    }

    private record Step(String what, Link link) {}

    /** Collects the events of one resource. */
    private final class Telling {

        private final List<FeedEvent> events = new ArrayList<>();
        private final String resourceId;
        private final Because because;

        private Telling(String resourceId, Because because) {
            this.resourceId = resourceId;
            this.because = because;
        }

        private void add(String type, UUID subject, Map<String, Object> row) {
            var data = new TreeMap<>(row);
            data.put("resource_id", resourceId);
            events.add(new FeedEvent(
                    type, because.projectId(), resourceId, subject.toString(), json.writeValueAsString(data)));
        }
    }
}
