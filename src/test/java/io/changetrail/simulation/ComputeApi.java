package io.changetrail.simulation;

import io.changetrail.simulation.Tokens.Token;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Nova's front: token, route, version and project are checked in the recorded order before a call reaches its answer. */
final class ComputeApi {

    private static final String UNAUTHORIZED =
            "{\"error\": {\"code\": 401, \"title\": \"Unauthorized\", \"message\": \"The request you have made requires authentication.\"}}";
    private static final String NO_ROUTE = "The resource could not be found.<br /><br />\n\n\n";

    private static final String NO_ROUTE_PAGE = """
            <html>
             <head>
              <title>404 Not Found</title>
             </head>
             <body>
              <h1>404 Not Found</h1>
              The resource could not be found.<br /><br />



             </body>
            </html>""";

    private final Tokens tokens;
    private final Clock clock;
    private final SimulationSettings settings;
    private final ActionsApi actions;
    private final ServersApi servers;

    ComputeApi(World world, Tokens tokens, Clock clock, SimulationSettings settings) {
        this.tokens = tokens;
        this.clock = clock;
        this.settings = settings;
        var view = new WorldView(world);
        this.actions = new ActionsApi(view);
        this.servers = new ServersApi(view);
    }

    Reply answer(Call call) {
        if (call.method().equals("OPTIONS")) {
            return Reply.empty(200);
        }
        var id = "req-" + UUID.randomUUID();
        return checked(call).with("x-openstack-request-id", id).with("x-compute-request-id", id);
    }

    private Reply checked(Call call) {
        if (call.kind().equals("versions") && call.get()) {
            return ComputeVersions.document(call, settings);
        }
        if (!call.path().startsWith("/v2")) {
            return ComputeVersions.choices(call, settings);
        }
        var token = token(call);
        if (token == null) {
            return Reply.of(401, Reply.JSON, UNAUTHORIZED)
                    .with("WWW-Authenticate", "Keystone uri=\"" + call.base().replaceAll("/ecs$", "/iam") + "\"");
        }
        return ComputeRoute.of(call.path())
                .filter(route -> call.get() && (route.legacy() || settings.v21()))
                .map(route -> versioned(call, route, token))
                .orElseGet(() -> noRoute(call));
    }

    /** Null for no good token; two tokens at once, or a bad service token beside a good one, count as none. */
    private @Nullable Token token(Call call) {
        var sent = call.headers().getOrDefault("X-Auth-Token", List.of());
        var service = call.header("X-Service-Token");
        if (sent.size() > 1 || (service != null && tokens.valid(service).isEmpty())) {
            return null;
        }
        return tokens.valid(sent.isEmpty() ? call.header("X-Storage-Token") : sent.getFirst())
                .orElse(null);
    }

    private Reply versioned(Call call, ComputeRoute route, Token token) {
        if (route.legacy()) {
            return routed(new ComputeCall(call, route, Microversion.BASE, token, clock.instant(), settings));
        }
        Microversion version;
        try {
            version = Microversion.asked(call, settings.microversionCeiling());
        } catch (ComputeFault malformed) {
            return malformed.reply();
        }
        if (!version.offered(settings.microversionCeiling())) {
            return versions(
                    ComputeFault.notAcceptable(version, settings.microversionCeiling())
                            .reply(),
                    version);
        }
        return versions(routed(new ComputeCall(call, route, version, token, clock.instant(), settings)), version);
    }

    private Reply routed(ComputeCall call) {
        try {
            requireProject(call.route().projectId(), call.token());
            if (!call.call().query().utf8()) {
                throw ComputeFault.badRequest("Query string is not UTF-8 encoded");
            }
            return switch (call.call().kind()) {
                case "os-instance-actions" -> actions.list(call);
                case "os-instance-actions/{request_id}" -> actions.detail(call);
                case "servers/{id}" -> servers.show(call);
                default -> servers.list(call, call.call().kind().equals("servers/detail"));
            };
        } catch (ComputeFault fault) {
            return fault.reply();
        }
    }

    private static void requireProject(@Nullable String inPath, Token token) {
        var project = token.project();
        if (project == null) {
            throw ComputeFault.unexpected("nova.exception.NovaException");
        }
        if (inPath != null && !inPath.equals(project.id())) {
            throw ComputeFault.badRequest("Malformed request URL: URL's project_id '" + inPath
                    + "' doesn't match Context's project_id '" + project.id() + "'");
        }
    }

    static Reply versions(Reply reply, Microversion version) {
        return reply.with("OpenStack-API-Version", "compute " + version)
                .with("X-OpenStack-Nova-API-Version", version.toString())
                .with("Vary", "OpenStack-API-Version")
                .with("Vary", "X-OpenStack-Nova-API-Version");
    }

    private static Reply noRoute(Call call) {
        var accept = call.header("Accept");
        if (accept == null) {
            return Reply.of(404, "text/plain", "404 Not Found\n\nThe resource could not be found.\n\n\n  ");
        }
        if (accept.contains("application/json")) {
            var body = PythonJson.object();
            body.put("message", NO_ROUTE).put("code", "404 Not Found").put("title", "Not Found");
            return Reply.of(404, Reply.JSON, PythonJson.write(body));
        }
        return Reply.of(404, "text/html; charset=UTF-8", NO_ROUTE_PAGE);
    }
}
