package io.changetrail.timeline.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a list to its end by its Link headers, as a client does. */
final class Walk {

    private final WebTestClient web;

    Walk(WebTestClient web) {
        this.web = web.mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
                .build();
    }

    /** The ids of all rows in the order of the pages; fails on an empty page that has a next. */
    List<String> ids(String first) {
        var ids = new ArrayList<String>();
        var uri = first;
        while (!uri.isEmpty()) {
            var here = uri;
            var answer = web.get()
                    .uri(base -> URI.create(base.build() + here))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody(String.class)
                    .returnResult();
            var page = JsonMapper.shared().readTree(String.valueOf(answer.getResponseBody()));
            var link = answer.getResponseHeaders().getFirst(HttpHeaders.LINK);
            uri = link == null ? "" : link.substring(1, link.indexOf('>'));
            if (page.path("data").isEmpty() && !uri.isEmpty()) {
                throw new AssertionError("An empty page has a next: " + uri);
            }
            page.path("data").forEach(row -> ids.add(row.path("id").asString()));
        }
        return ids;
    }

    JsonNode page(String uri) {
        var body = web.get()
                .uri(base -> URI.create(base.build() + uri))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JsonMapper.shared().readTree(String.valueOf(body));
    }

    /** The status of the answer, which must be problem details with a trace id if it is an error. */
    int status(String uri) {
        var answer = web.get()
                .uri(base -> URI.create(base.build() + uri))
                .exchange()
                .expectBody(String.class)
                .returnResult();
        var status = answer.getStatus().value();
        var body = String.valueOf(answer.getResponseBody());
        if (status >= 400 && !(body.contains("\"trace_id\"") && body.contains("urn:changetrail:problem:"))) {
            throw new AssertionError("No problem details: " + body);
        }
        return status;
    }

    int statusOfPlain(String uri) {
        return web.get()
                .uri(base -> URI.create(base.build() + uri))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }
}
