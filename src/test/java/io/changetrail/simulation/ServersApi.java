package io.changetrail.simulation;

import io.changetrail.simulation.World.SimulatedServer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Nova's servers: lists with paging and changes-since, through which deleted servers are seen, and one server. */
final class ServersApi {

    private static final List<String> CHECKED = List.of("limit", "marker", "changes-since", "changes-before");
    private static final List<String> FILTERS = List.of("name", "status", "deleted", "all_tenants", "project_id");

    private final WorldView world;

    ServersApi(WorldView world) {
        this.world = world;
    }

    Reply show(ComputeCall call) {
        var id = call.route().part(1);
        var server = world.server(id, call.now())
                .filter(found -> call.admin() || found.projectId().equals(call.projectId()))
                .filter(found -> WorldView.row(found, call.now()) != null)
                .filter(found -> !WorldView.deleted(found, call.now()))
                .orElseThrow(() -> ComputeFault.noServer(id));
        var body = PythonJson.object();
        body.set("server", document(server, call.now()));
        return Reply.of(200, Reply.JSON, PythonJson.write(body)).proving(List.of(new Served.Server(server.id())));
    }

    Reply list(ComputeCall call, boolean detail) {
        var query = call.call().query();
        checkQuery(call, query, detail);
        var limit = Math.min(
                QuerySchema.limit(query, Math.min(call.settings().serversPage(), QuerySchema.MOST_ROWS)),
                call.settings().novaPage());
        var rows = limit == 0
                ? List.<SimulatedServer>of()
                : afterMarker(call, query).stream()
                        .filter(server -> wanted(server, call, query))
                        .limit(limit)
                        .toList();
        var body = PythonJson.object();
        var servers = body.putArray("servers");
        rows.forEach(server -> servers.add(detail ? document(server, call.now()) : summary(server, call)));
        if (limit > 0 && rows.size() == limit) {
            NextLink.add(body, "servers_links", call, rows.getLast().id());
        }
        return Reply.of(200, Reply.JSON, PythonJson.write(body))
                .proving(rows.stream().map(row -> new Served.Server(row.id())).toList());
    }

    private static void checkQuery(ComputeCall call, Query query, boolean detail) {
        QuerySchema.check(query, CHECKED, false);
        var unknown = query.values().keySet().stream()
                .filter(name -> !CHECKED.contains(name) && !FILTERS.contains(name) && !name.startsWith("_"))
                .sorted()
                .findFirst();
        if (call.version().from(75) && unknown.isPresent()) {
            throw ComputeFault.badRequest(QuerySchema.repr(unknown.get()) + " does not match any of the regexes: '^_'");
        }
        if (!call.admin() && query.first("all_tenants") != null) {
            throw ComputeFault.policy("servers:" + (detail ? "detail" : "index") + ":get_all_tenants");
        }
        if (!call.admin() && "DELETED".equalsIgnoreCase(query.first("status"))) {
            throw ComputeFault.forbidden("Only administrators may list deleted instances");
        }
    }

    /** All that the caller may page over, deleted ones too since a marker may have been deleted meanwhile; newest first. */
    private List<SimulatedServer> afterMarker(ComputeCall call, Query query) {
        var all = world.servers(call.now()).stream()
                .filter(server -> WorldView.row(server, call.now()) != null)
                .filter(server -> server.projectId().equals(call.projectId())
                        || (call.admin() && query.first("all_tenants") != null))
                .sorted(Comparator.comparing((SimulatedServer server) -> created(server, call.now()))
                        .reversed()
                        .thenComparing(SimulatedServer::id))
                .toList();
        var marker = query.first("marker");
        if (marker == null) {
            return all;
        }
        var index = IntStream.range(0, all.size())
                .filter(i -> all.get(i).id().equalsIgnoreCase(marker))
                .findFirst()
                .orElseThrow(() -> ComputeFault.badRequest("marker [" + marker + "] not found"));
        return all.subList(index + 1, all.size());
    }

    private static boolean wanted(SimulatedServer server, ComputeCall call, Query query) {
        var document = document(server, call.now());
        var deleted = WorldView.deleted(server, call.now());
        var since = QuerySchema.time(query, "changes-since");
        var before = call.version().from(66) ? QuerySchema.time(query, "changes-before") : null;
        var status = query.first("status");
        var updated = NovaTime.read(document.path("updated").asString()).orElse(Instant.EPOCH);
        var deletedOnly = call.admin() && (isTrue(query.first("deleted")) || "DELETED".equalsIgnoreCase(status));
        return (deletedOnly ? deleted : !deleted || since != null || before != null)
                && (since == null || !updated.isBefore(since))
                && (before == null || !updated.isAfter(before))
                && (status == null
                        || status.equalsIgnoreCase(document.path("status").asString()))
                && named(document.path("name").asString(), query.first("name"));
    }

    private static boolean isTrue(@Nullable String value) {
        return value != null && List.of("true", "1", "yes", "on").contains(value.toLowerCase(Locale.ROOT));
    }

    /** Nova matches names by a regular expression, anywhere in the name. */
    private static boolean named(String name, @Nullable String expression) {
        try {
            return expression == null
                    || Pattern.compile(expression).matcher(name).find();
        } catch (PatternSyntaxException bad) {
            return false;
        }
    }

    private static ObjectNode summary(SimulatedServer server, ComputeCall call) {
        var summary = PythonJson.object()
                .put("id", server.id())
                .put("name", document(server, call.now()).path("name").asString());
        var links = summary.putArray("links");
        links.addObject().put("rel", "self").put("href", call.versionBase() + "/servers/" + server.id());
        var bookmark = call.versionBase().replaceFirst("/v2(\\.1)?(?=/|$)", "");
        links.addObject().put("rel", "bookmark").put("href", bookmark + "/servers/" + server.id());
        return summary;
    }

    private static Instant created(SimulatedServer server, Instant now) {
        return NovaTime.read(document(server, now).path("created").asString()).orElse(Instant.EPOCH);
    }

    private static ObjectNode document(SimulatedServer server, Instant now) {
        return Objects.requireNonNull(WorldView.row(server, now)).document();
    }
}
