package io.changetrail.simulation;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** RMS's views of resources as they are now; deleted ones only in {@code tracked-resources?resource_deleted=true}. */
final class ResourceLists {

    private static final int OF_TYPE = 200;
    private static final int OF_ALL = 100;

    private final Collection<RecordedResource> resources;
    private final SimulationSettings settings;

    ResourceLists(Collection<RecordedResource> resources, SimulationSettings settings) {
        this.resources = resources;
        this.settings = settings;
    }

    Reply ofType(Call call, Instant now) {
        var parts = call.path().split("/", -1);
        var type = parts[6] + "." + parts[8];
        return page(call, alive(now).filter(resource -> isType(resource, type)), OF_TYPE);
    }

    Reply all(Call call, Instant now) {
        return page(call, alive(now), OF_ALL);
    }

    Reply tracked(Call call, Instant now) {
        if (!settings.recorder()) {
            throw HistoryFault.recorderOff();
        }
        var deleted = "true".equals(call.query().first("resource_deleted"));
        return page(call, deleted ? deleted(now) : alive(now), OF_ALL);
    }

    Reply one(Call call, Instant now) {
        return alive(now)
                .filter(resource -> id(resource).equals(call.resourceId()))
                .findFirst()
                .map(resource -> Reply.of(200, Reply.JSON, resource.toString()))
                .orElseThrow(HistoryFault::notFound);
    }

    private Stream<ObjectNode> alive(Instant now) {
        return recorded(now)
                .filter(resource -> !resource.deleted())
                .map(RecordedResource::current)
                .flatMap(Optional::stream);
    }

    private Stream<ObjectNode> deleted(Instant now) {
        return recorded(now)
                .filter(RecordedResource::deleted)
                .map(RecordedResource::current)
                .flatMap(Optional::stream)
                .map(resource -> resource.deepCopy().put("state", "Deleted"));
    }

    private Stream<RecordedResource> recorded(Instant now) {
        return resources.stream().map(resource -> resource.at(now));
    }

    private Reply page(Call call, Stream<ObjectNode> resources, int usual) {
        var query = call.query();
        var matching = resources
                .filter(has(query, "region_id"))
                .filter(has(query, "id"))
                .filter(has(query, "name"))
                .filter(has(query, "ep_id"))
                .filter(resource -> query.first("type") == null || isType(resource, query.first("type") + ""))
                .sorted(Comparator.comparing(ResourceLists::id))
                .toList();
        var page = HistoryPage.of(matching, ResourceLists::id, query, usual, settings);
        return reply(page);
    }

    private static Reply reply(HistoryPage<ObjectNode> page) {
        var body = PythonJson.object();
        body.putArray("resources").addAll(List.copyOf(page.rows()));
        body.set("page_info", page.pageInfo());
        return Reply.of(200, Reply.JSON, body.toString());
    }

    private static Predicate<ObjectNode> has(Query query, String field) {
        var value = query.first(field);
        return resource -> value == null || resource.path(field).asString().equals(value);
    }

    private static boolean isType(ObjectNode resource, String type) {
        return (resource.path("provider").asString() + "."
                        + resource.path("type").asString())
                .equalsIgnoreCase(type);
    }

    private static String id(ObjectNode resource) {
        return resource.path("id").asString();
    }
}
