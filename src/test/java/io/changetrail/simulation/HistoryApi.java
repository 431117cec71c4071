package io.changetrail.simulation;

import io.changetrail.simulation.RecordedResource.Item;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * RMS: resource history, recorder and lists. Paths, parameters and codes are documented; the order of checks, inclusive time
 * bounds, ties and everything about UPDATE, DELETE and later pages is invention, since no published answer shows them.
 */
final class HistoryApi {

    private static final int MOST_ROWS = 200;

    private final World world;
    private final Tokens tokens;
    private final Clock clock;
    private final SimulationSettings settings;
    private final Map<String, RecordedResource> resources;
    private final ResourceLists lists;

    HistoryApi(World world, Tokens tokens, Clock clock, SimulationSettings settings) {
        this.world = world;
        this.tokens = tokens;
        this.clock = clock;
        this.settings = settings;
        this.resources = world.servers().stream()
                .map(RecordedResource::of)
                .collect(Collectors.toUnmodifiableMap(RecordedResource::id, resource -> resource));
        this.lists = new ResourceLists(resources.values(), settings);
    }

    Reply answer(Call call) {
        if (call.kind().equals("other") || !call.get()) {
            return Fault.gateway(404, "APIG.0101", "The API does not exist or has not been published");
        }
        try {
            authorize(call);
            return answered(call);
        } catch (HistoryFault fault) {
            return fault.reply();
        }
    }

    private void authorize(Call call) {
        var token = tokens.valid(call.header("X-Auth-Token")).orElseThrow(HistoryFault::unauthorized);
        var domain = call.path().split("/", -1)[4];
        if (!token.domainScope() || !domain.equals(world.domainId())) {
            throw HistoryFault.forbidden();
        }
    }

    private Reply answered(Call call) {
        var now = clock.instant();
        return switch (call.kind()) {
            case "history" -> history(call, now);
            case "tracker-config" -> trackerConfig();
            case "resources" -> lists.ofType(call, now);
            case "all-resources" -> lists.all(call, now);
            case "all-resources/{id}" -> lists.one(call, now);
            default -> lists.tracked(call, now);
        };
    }

    private Reply history(Call call, Instant now) {
        if (!settings.recorder()) {
            throw HistoryFault.recorderOff();
        }
        var earlier = epoch(call.query(), "earlier_time", Instant.MIN);
        var later = epoch(call.query(), "later_time", Instant.MAX);
        var kept = now.minus(Duration.ofDays(settings.retentionDays()));
        var items = items(String.valueOf(call.resourceId()), now).stream()
                .filter(item -> !item.captureTime().isBefore(kept))
                .filter(item -> !item.captureTime().isBefore(earlier))
                .filter(item -> !item.captureTime().isAfter(later))
                .toList();
        var ordered = forward(call.query()) ? items : items.reversed();
        var page = HistoryPage.of(ordered, Item::key, call.query(), MOST_ROWS, settings);
        var body = PythonJson.object();
        var array = body.putArray("items");
        page.rows().forEach(item -> array.add(item.document()));
        body.set("page_info", page.pageInfo());
        var evidence = page.rows().stream()
                .map(item -> new Served.Item(String.valueOf(call.resourceId()), item.document()))
                .toList();
        return Reply.of(200, Reply.JSON, body.toString()).proving(evidence);
    }

    private List<Item> items(String resourceId, Instant now) {
        var resource = resources.get(resourceId);
        var items = resource == null ? List.<Item>of() : resource.at(now).items();
        if (items.isEmpty() && settings.unknownResourceIs404()) {
            throw HistoryFault.notFound();
        }
        return items;
    }

    private static boolean forward(Query query) {
        var order = query.first("chronological_order");
        if (order != null && !Set.of("Forward", "Reverse").contains(order)) {
            throw HistoryFault.badParameter("chronological_order");
        }
        return "Forward".equals(order);
    }

    private static Instant epoch(Query query, String name, Instant otherwise) {
        var text = query.first(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,15}")) {
            throw HistoryFault.badParameter(name);
        }
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    private Reply trackerConfig() {
        if (!settings.recorder()) {
            throw HistoryFault.notFound();
        }
        var body = PythonJson.object();
        body.putObject("channel")
                .putObject("smn")
                .put("region_id", world.regionId())
                .put("project_id", world.projects().getFirst().id())
                .put("topic_urn", "urn:smn:" + world.regionId() + ":simulated:changes");
        var types = settings.recordedTypes();
        var selector = body.putObject("selector").put("all_supported", types.isEmpty());
        var listed = selector.putArray("resource_types");
        types.stream().sorted().forEach(listed::add);
        body.put("retention_period_in_days", settings.retentionDays()).put("agency_name", "rms_tracker_agency");
        return Reply.of(200, Reply.JSON, body.toString());
    }
}
