package io.changetrail.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the API as another service would, page by page. */
public final class ApiClient {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public ApiClient(String address) {
        this.address = address;
    }

    /** The status of the answer; 0 if nobody answers. */
    public int status(String path) {
        try {
            return http.send(request(path), BodyHandlers.discarding()).statusCode();
        } catch (IOException nobody) {
            return 0;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The body of a good answer. */
    public JsonNode get(String path) {
        try {
            var response = http.send(request(path), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * All of a list, by its cursors.
     *
     * @param path with at least one query parameter
     */
    public List<JsonNode> all(String path) {
        var rows = new ArrayList<JsonNode>();
        var page = get(path);
        page.path("data").forEach(rows::add);
        while (page.path("page").path("next_cursor").isString()) {
            var cursor = page.path("page").path("next_cursor").stringValue();
            page = get(path + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
            page.path("data").forEach(rows::add);
        }
        return rows;
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
