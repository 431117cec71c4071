package io.changetrail.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Clients that hold on to a connection, at a server with the same limits, only shorter. */
class SlowClientTests {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String HEAD = "GET / HTTP/1.1\r\nHost: x\r\n";

    private final AtomicBoolean givenUp = new AtomicBoolean();
    private final DisposableServer server = new SlowClients(SHORT, SHORT, SHORT, 3)
            .apply(HttpServer.create().host("127.0.0.1").port(0))
            .route(routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("short")))
                    .post(
                            "/",
                            (request, response) -> response.sendString(
                                    request.receive().aggregate().asString()))
                    .get(
                            "/endless",
                            (request, response) ->
                                    response.sendString(Flux.generate(sink -> sink.next("x".repeat(100_000)))
                                            .cast(String.class)
                                            .doOnCancel(() -> givenUp.set(true)))))
            .bindNow();

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void headersThatDripAreNotWaitedFor() throws IOException {
        try (var client = client()) {
            var drips = new AtomicBoolean(true);
            Thread.ofVirtual().start(() -> drip(client, drips));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            drips.set(false);
        }
    }

    @Test
    void aConnectionThatIsLeftAloneEnds() throws IOException {
        try (var client = client()) {
            send(client, HEAD + "\r\n");
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200")
                    .contains("short");
        }
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedFor() throws IOException {
        try (var client = client()) {
            send(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void anAnswerThatIsNotReadIsGivenUp() throws IOException {
        try (var client = client()) {
            send(client, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
            await().atMost(SOON).untilTrue(givenUp);
        }
    }

    @Test
    void connectionsBeyondTheNumberAreClosedAtOnce() throws IOException {
        try (var one = client();
                var two = client();
                var three = client();
                var four = client()) {
            assertThat(four.getInputStream().read()).isEqualTo(-1);
            assertThat(one.isConnected() && two.isConnected() && three.isConnected())
                    .isTrue();
        }
        await().atMost(SOON).until(this::answers);
    }

    /** Three requests of which the second comes before the first is answered, as they do after a fast answer too. */
    @Test
    void aRequestBehindOneThatWaitedIsAnswered() throws IOException {
        var patient = SlowClients.USUAL
                .apply(HttpServer.create().host("127.0.0.1").port(0))
                .handle((request, response) -> response.sendString(
                        request.uri().equals("/late")
                                ? Mono.delay(Duration.ofMillis(200)).thenReturn("answer")
                                : Mono.just("answer")))
                .bindNow();
        try (var client = new Socket("127.0.0.1", patient.port())) {
            client.setSoTimeout(20_000);
            send(client, HEAD.replace("/ ", "/late ") + "\r\n" + HEAD + "\r\n");
            readAnswer(client);
            readAnswer(client);
            send(client, HEAD + "\r\n");
            readAnswer(client);
        } finally {
            patient.disposeNow();
        }
    }

    /** As if no buffer could be had for the body, after one was found for the head. */
    @Test
    void anAnswerOfWhichOnlyTheHeadCouldBeWrittenEndsAtOnce() throws IOException {
        var body = "x".repeat(20_000);
        var broken = SlowClients.USUAL
                .apply(HttpServer.create().host("127.0.0.1").port(0))
                .doOnChannelInit(
                        (observer, channel, remote) -> channel.pipeline().addFirst(new NoRoomFor(body.length())))
                .handle((request, response) -> response.sendString(Mono.just(body)))
                .bindNow();
        try (var client = new Socket("127.0.0.1", broken.port())) {
            client.setSoTimeout(20_000);
            send(client, HEAD + "\r\n");
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("\r\n\r\n");
        } finally {
            broken.disposeNow();
        }
    }

    private static final class NoRoomFor extends ChannelOutboundHandlerAdapter {

        private final int bytes;

        NoRoomFor(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof ByteBuf buffer && buffer.readableBytes() == bytes) {
                buffer.release();
                promise.setFailure(new IllegalStateException("No room"));
                return;
            }
            context.write(message, promise);
        }
    }

    private static void readAnswer(Socket client) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith("answer") && !text.toString().endsWith("0\r\n\r\n")) {
            int next = client.getInputStream().read();
            assertThat(next).isNotNegative();
            text.append((char) next);
        }
        assertThat(text).contains("200 OK");
    }

    private boolean answers() throws IOException {
        try (var client = client()) {
            send(client, HEAD + "Connection: close\r\n\r\n");
            return client.getInputStream().readAllBytes().length > 0;
        } catch (java.net.SocketException reset) {
            return false;
        }
    }

    private static void drip(Socket client, AtomicBoolean go) {
        try {
            send(client, HEAD);
            for (int i = 0; go.get() && i < 1_000; i++) {
                send(client, "X-Drip-" + i + ": 1\r\n");
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException closed) {
            go.set(false);
        }
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Socket client() throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(60_000);
        return socket;
    }
}
