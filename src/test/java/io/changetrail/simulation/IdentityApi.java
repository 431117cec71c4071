package io.changetrail.simulation;

import io.changetrail.simulation.Tokens.Login;
import io.changetrail.simulation.Tokens.Token;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Keystone's v3 logins and project list, with OTC's scopes: a project for ECS, the domain for RMS. */
final class IdentityApi {

    private final World world;
    private final Tokens tokens;
    private final BadTries logins;
    private final List<Login> accounts;

    IdentityApi(World world, Tokens tokens, BadTries logins, List<Login> accounts) {
        this.world = world;
        this.tokens = tokens;
        this.logins = logins;
        this.accounts = accounts;
    }

    Reply answer(Call call) {
        return switch (call.method() + " " + call.kind()) {
            case "POST auth/tokens" -> login(call);
            case "GET auth/tokens" -> validate(call);
            case "GET auth/projects" -> projects(call);
            default -> fault(404, "Not Found", "The resource could not be found.");
        };
    }

    private Reply login(Call call) {
        JsonNode auth;
        try {
            auth = PythonJson.MAPPER.readTree(call.body()).path("auth");
        } catch (JacksonException malformed) {
            return fault(400, "Bad Request", "Malformed request body");
        }
        var user = auth.path("identity").path("password").path("user");
        if (user.isMissingNode()) {
            return fault(400, "Bad Request", "Expecting to find identity in auth.");
        }
        return accounts.stream()
                .filter(account -> account.name().equals(user.path("name").asString())
                        || account.userId().equals(user.path("id").asString()))
                .filter(account ->
                        account.password().equals(user.path("password").asString()))
                .filter(account -> user.has("id") || isDomain(user.path("domain")))
                .findFirst()
                .flatMap(account -> scoped(account, auth.path("scope")))
                .map(token -> issued(call, token))
                .orElseGet(() -> refused(call));
    }

    private Reply refused(Call call) {
        logins.refused();
        return unauthorized(call);
    }

    private Optional<Token> scoped(Login account, JsonNode scope) {
        if (scope.has("project")) {
            return world.projects().stream()
                    .filter(project -> matches(scope.path("project"), project.id(), project.name()))
                    .findFirst()
                    .map(project -> tokens.issue(account, project, false));
        }
        if (scope.has("domain")) {
            return isDomain(scope.path("domain")) ? Optional.of(tokens.issue(account, null, true)) : Optional.empty();
        }
        return Optional.of(tokens.issue(account, null, false));
    }

    private boolean isDomain(JsonNode asked) {
        return matches(asked, world.domainId(), world.domainName());
    }

    private static boolean matches(JsonNode asked, String id, String name) {
        return asked.has("id")
                ? asked.path("id").asString().equals(id)
                : asked.path("name").asString().equals(name);
    }

    private Reply issued(Call call, Token token) {
        logins.accepted();
        var catalog = !call.query().values().containsKey("nocatalog");
        return json(201, IdentityViews.token(world, token, call.base(), catalog))
                .with("X-Subject-Token", token.text());
    }

    private Reply validate(Call call) {
        if (tokens.valid(call.header("X-Auth-Token")).isEmpty()) {
            return unauthorized(call);
        }
        return tokens.valid(call.header("X-Subject-Token"))
                .map(token -> json(200, IdentityViews.token(world, token, call.base(), true))
                        .with("X-Subject-Token", token.text()))
                .orElseGet(() -> fault(404, "Not Found", "Could not find token."));
    }

    private Reply projects(Call call) {
        if (tokens.valid(call.header("X-Auth-Token")).isEmpty()) {
            return unauthorized(call);
        }
        return json(200, IdentityViews.projects(world, call.base()));
    }

    private static Reply json(int status, JsonNode body) {
        return common(Reply.of(status, Reply.JSON, PythonJson.write(body)));
    }

    private static Reply unauthorized(Call call) {
        return fault(401, "Unauthorized", "The request you have made requires authentication.")
                .with("WWW-Authenticate", "Keystone uri=\"" + call.base() + "/v3\"");
    }

    private static Reply fault(int status, String title, String message) {
        var error = PythonJson.object();
        error.putObject("error").put("code", status).put("message", message).put("title", title);
        return common(Reply.of(status, Reply.JSON, error.toString()));
    }

    private static Reply common(Reply reply) {
        return reply.with("Vary", "X-Auth-Token").with("x-openstack-request-id", "req-" + UUID.randomUUID());
    }
}
