package io.changetrail.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.support.PlainClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is too much, too long or too large, over HTTP. */
@WithTokens
class CallerLimitTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final int port;
    private final PlainClient client;

    CallerLimitTests(@LocalServerPort int port) {
        this.port = port;
        this.client = new PlainClient(port);
    }

    @Test
    void aCallerWithTooManyRequestsUnderWayIsAskedToComeBack() throws Exception {
        var token = Issuers.token("many at once", "changetrail.read", "*");
        var streams = new ArrayList<InputStream>();
        try (var http = HttpClient.newHttpClient()) {
            for (int i = 0; i < Allowance.Bounds.USUAL.atOnce(); i++) {
                var opened = http.send(stream(token), BodyHandlers.ofInputStream());
                assertThat(opened.statusCode()).isEqualTo(200);
                streams.add(opened.body());
            }
            var refused = client.get("/api/v1/servers", token);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
            assertThat(refused.json().path("type").asString()).isEqualTo("urn:changetrail:problem:too-many-requests");
            var another = Issuers.token("another", "changetrail.read", "*");
            assertThat(client.get("/api/v1/servers", another).status()).isEqualTo(200);
            for (var stream : streams) {
                stream.close();
            }
            http.shutdownNow();
        }
        await().atMost(SOON).until(() -> client.get("/api/v1/servers", token).status() == 200);
    }

    @Test
    void aCallerWhoAsksTooFastIsAskedToComeBack() throws Exception {
        var token = Issuers.token("too fast", "changetrail.read", "*");
        var refused = new AtomicReference<PlainClient.Answer>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int thread = 0; thread < 8; thread++) {
                threads.submit(() -> {
                    for (int i = 0; i < 2_000 && refused.get() == null; i++) {
                        var answer = client.get("/api/v1/nothing", token);
                        if (answer.status() != 404) {
                            refused.set(answer);
                        }
                    }
                });
            }
        }
        assertThat(refused.get()).isNotNull();
        assertThat(refused.get().status()).isEqualTo(429);
        assertThat(refused.get().header("Retry-After")).matches("[1-9][0-9]*");
    }

    @Test
    void whatIsLongerThanItsBoundIsRefused() throws IOException {
        var token = Issuers.token("long", "changetrail.read", "*");
        assertThat(client.get("/api/v1/servers?q=" + "x".repeat(500), token).status())
                .isEqualTo(200);
        assertThat(client.get("/api/v1/servers?q=" + "x".repeat(9_000), token).status())
                .isEqualTo(414);
        assertThat(client.ask("GET", "/livez", "X-Long", "x".repeat(12_000)).status())
                .isEqualTo(200);
        assertThat(client.ask("GET", "/livez", "X-Long", "x".repeat(20_000)).status())
                .isEqualTo(431);
    }

    @Test
    void aBodyIsRefusedSinceNoCallReadsOne() throws IOException {
        assertThat(sync("Content-Length: 65537", "{} ")).startsWith("HTTP/1.1 413");
        assertThat(sync("Content-Length: 9", "{\"all\":1}")).startsWith("HTTP/1.1 400");
        assertThat(sync("Content-Length: 3", "{}\n")).startsWith("HTTP/1.1 202");
        assertThat(sync("Content-Length: 0", "")).startsWith("HTTP/1.1 202");
        var chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        assertThat(sync("Transfer-Encoding: chunked", "0\r\n\r\n")).startsWith("HTTP/1.1 202");
        assertThat(sync("Transfer-Encoding: chunked", chunk + "0\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(sync("Transfer-Encoding: chunked", chunk.repeat(5))).startsWith("HTTP/1.1 413");
    }

    /** The first line of the answer. */
    private String sync(String header, String body) throws IOException {
        var token = Issuers.token("with a body", "changetrail.operate", "nothing");
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            var head = "POST /api/v1/sync HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n" + header
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            for (int next = socket.getInputStream().read(); next > 0 && next != '\r'; ) {
                answer.append((char) next);
                next = socket.getInputStream().read();
            }
            return answer.toString();
        }
    }

    private HttpRequest stream(String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/feed"))
                .timeout(SOON)
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token)
                .build();
    }
}
