package io.changetrail.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a simulated cloud with a member's tokens. */
final class SimulatedCloudCaller {

    private static final String LOGIN = """
            {"auth": {"identity": {"methods": ["password"], "password": {"user": {
              "name": "%s", "domain": {"name": "%s"}, "password": "%s"}}}, "scope": {"%s": {"id": "%s"}}}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> environment;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    SimulatedCloudCaller(Map<String, String> environment) {
        this.environment = environment;
    }

    JsonNode ecs(String project, String path) {
        var request = HttpRequest.newBuilder(uri("ECS", "/v2.1/" + project + path))
                .header("X-Auth-Token", token("project", project))
                .header("OpenStack-API-Version", "compute 2.58");
        return JsonMapper.shared().readTree(send(request).body());
    }

    JsonNode rms(String domain, String path) {
        var request = HttpRequest.newBuilder(uri("RMS", "/v1/resource-manager/domains/" + domain + path))
                .header("X-Auth-Token", token("domain", domain));
        return JsonMapper.shared().readTree(send(request).body());
    }

    private String token(String scope, String id) {
        return tokens.computeIfAbsent(id, same -> {
            var login = LOGIN.formatted(
                    credential("USERNAME"), credential("USER_DOMAIN_NAME"), credential("PASSWORD"), scope, id);
            var request = HttpRequest.newBuilder(uri("IAM", "/v3/auth/tokens"))
                    .POST(HttpRequest.BodyPublishers.ofString(login));
            return send(request).headers().firstValue("X-Subject-Token").orElseThrow();
        });
    }

    private String credential(String name) {
        return Objects.requireNonNull(environment.get("CHANGETRAIL_CLOUD_CREDENTIALS_" + name));
    }

    private URI uri(String service, String path) {
        return URI.create(environment.get("CHANGETRAIL_CLOUD_" + service + "_ENDPOINT") + path);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
