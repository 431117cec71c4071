package io.changetrail.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Asks a simulated cloud over HTTP as a program outside would. */
final class SimulatedClient implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final SimulatedCloud cloud;

    SimulatedClient(SimulatedCloud cloud) {
        this.cloud = cloud;
    }

    /** A token's text; {@code scope} is the JSON of the scope, empty for an unscoped token. */
    String login(String user, String scope) {
        return post(user, "simulated-password", scope)
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
    }

    String projectToken(World.Project project) {
        return login("changetrail", "{\"project\": {\"id\": \"" + project.id() + "\"}}");
    }

    String domainToken() {
        return login("changetrail", "{\"domain\": {\"id\": \"" + HandMadeWorld.DOMAIN + "\"}}");
    }

    HttpResponse<String> post(String user, String password, String scope) {
        var domain = cloud.environment().get("CHANGETRAIL_CLOUD_CREDENTIALS_USER_DOMAIN_NAME");
        var identity =
                "{\"methods\": [\"password\"], \"password\": {\"user\": {\"name\": \"%s\", \"domain\": {\"name\": \"%s\"}, \"password\": \"%s\"}}}"
                        .formatted(user, domain, password);
        var auth = "{\"auth\": {\"identity\": " + identity + (scope.isEmpty() ? "" : ", \"scope\": " + scope) + "}}";
        return send(request("iam", "/v3/auth/tokens").POST(HttpRequest.BodyPublishers.ofString(auth)));
    }

    /** @param headers names and values in turn */
    HttpResponse<String> get(String service, String path, String... headers) {
        var request = request(service, path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Asks Nova for a path below {@code /v2.1/servers} in version 2.58 unless another one is given. */
    HttpResponse<String> servers(String token, String path, String... version) {
        return get(
                "ecs",
                "/v2.1/servers" + path,
                "X-Auth-Token",
                token,
                "OpenStack-API-Version",
                "compute " + (version.length == 0 ? "2.58" : version[0]));
    }

    /** Asks RMS for a path below the account. */
    HttpResponse<String> account(String token, String path) {
        return get("rms", "/v1/resource-manager/domains/" + HandMadeWorld.DOMAIN + path, "X-Auth-Token", token);
    }

    static JsonNode json(HttpResponse<String> response) {
        return PythonJson.MAPPER.readTree(response.body());
    }

    HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(URI.create(cloud.endpoint(service) + path))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "application/json");
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
