package io.changetrail.simulation;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.changetrail.simulation.Tokens.Login;
import io.changetrail.simulation.Tokens.Token;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands before the services and turns a good signature into a token; it lets anybody ask for versions, as Nova does. */
final class Gateway {

    private final World world;
    private final Tokens tokens;
    private final Login owner;
    private final Signatures signatures = new Signatures();
    private final Map<String, Token> issued = new ConcurrentHashMap<>();

    /** @param owner whose keys all access keys are */
    Gateway(World world, Tokens tokens, Login owner) {
        this.world = world;
        this.tokens = tokens;
        this.owner = owner;
    }

    Signatures signatures() {
        return signatures;
    }

    Reply answer(HttpExchange exchange, Call call, Function<Call, Reply> api) {
        if (call.kind().equals("versions") || !Signatures.signed(exchange)) {
            return api.apply(call);
        }
        return signatures.good(exchange)
                ? api.apply(authorised(call))
                : Fault.gateway(
                        401, "APIG.0301", "Incorrect IAM authentication information: verify aksk signature fail");
    }

    private Call authorised(Call call) {
        var headers = new Headers();
        headers.putAll(call.headers());
        headers.set("X-Auth-Token", token(call.header("X-Project-Id")).text());
        return new Call(
                call.service(),
                call.kind(),
                call.resourceId(),
                call.method(),
                call.path(),
                call.query(),
                headers,
                call.body());
    }

    private Token token(@Nullable String projectId) {
        return issued.compute(
                String.valueOf(projectId),
                (scope, held) -> held != null && tokens.valid(held.text()).isPresent() ? held : issue(projectId));
    }

    private Token issue(@Nullable String projectId) {
        var project = world.projects().stream()
                .filter(candidate -> candidate.id().equals(projectId))
                .findFirst()
                .orElse(null);
        return tokens.issue(owner, project, project == null);
    }
}
