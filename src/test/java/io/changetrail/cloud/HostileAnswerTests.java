package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.rms;
import static io.changetrail.cloud.CloudFixture.success;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that break HTTP or JSON: the call ends within its deadline and its bounds, and the next one is served. */
class HostileAnswerTests {

    private static final Reply GOOD = Reply.json(200, "{\"items\":[]}");
    private static final int CAP = CloudFixture.QUICK.bodyBytes();
    private static final CallLimits IMPATIENT = new CallLimits(
            Duration.ofMillis(1500),
            Duration.ofSeconds(1),
            CAP,
            0,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofSeconds(1));

    private final CloudFixture cloud;
    private final CloudService service;

    HostileAnswerTests() throws IOException {
        cloud = new CloudFixture();
        service = cloud.services(CloudFixture.tokens(), IMPATIENT).rms();
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("a head that drips", HostileReplies.drippingHead(), Kind.TIMEOUT),
                Arguments.of("a body that drips", HostileReplies.drippingBody(), Kind.TIMEOUT),
                Arguments.of("a head that never ends", HostileReplies.endlessHead(), Kind.UNAVAILABLE),
                Arguments.of("less than it promised", HostileReplies.promising(40, "{\"items\":[]}"), Kind.TIMEOUT),
                Arguments.of("more than it promised", HostileReplies.promising(6, "{\"items\":[]}"), Kind.MALFORMED),
                Arguments.of("a cut chunk", HostileReplies.cutChunk("{\"items\":[]}"), Kind.MALFORMED),
                Arguments.of("a chunk without a size", HostileReplies.badChunk(), Kind.MALFORMED),
                Arguments.of("nothing at all", Reply.hungUp(), Kind.UNAVAILABLE),
                Arguments.of("an empty body", Reply.of(200, new byte[0], "application/json"), Kind.MALFORMED),
                Arguments.of("compressed", gzip("{\"items\":[]}"), Kind.MALFORMED),
                Arguments.of("a bomb", gzip(" ".repeat(50_000_000)), Kind.MALFORMED),
                Arguments.of("no HTTP", HostileReplies.raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"), Kind.UNAVAILABLE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void theCallEndsAndTheNextIsServed(String name, Reply reply, Kind kind) {
        cloud.server.on("/x", reply).on("/y", GOOD);

        assertThat(failure(service.get(rms("/x"))).kind()).isEqualTo(kind);

        success(service.get(rms("/y")));
        assertThat(cloud.server.received("/x").getFirst().headers()).doesNotContainKey("accept-encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1e400}",
                "{\"a\":1E-999999999}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\uD83D\uDE00\"}"
            })
    void oddButGoodJsonIsTaken(String body) {
        cloud.server.on("/x", Reply.json(200, body));

        assertThat(success(service.get(rms("/x"))).body().has("a")).isTrue();
    }

    @Test
    void aNameInAnotherCharsetDoesNotHideThePage() {
        var body = "{\"items\":[\"Gr\u00f6\u00dfe\"]}";
        cloud.server
                .on("/x", Reply.of(200, body.getBytes(ISO_8859_1), "application/json"))
                .on("/y", Reply.of(200, body.getBytes(UTF_16), "application/json"));

        assertThat(success(service.get(rms("/x"))).list("items").path(0).asString())
                .isEqualTo("Gr\uFFFD\uFFFDe");
        assertThat(success(service.get(rms("/y"))).list("items").path(0).asString())
                .isEqualTo("Gr\u00f6\u00dfe");
    }

    static Stream<String> beyondBounds() {
        return Stream.of(
                "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "{\"a\":" + "9".repeat(100_000) + "}",
                "{\"" + "a".repeat(100_000) + "\":1}",
                "{\"a\":\"" + "x".repeat(2 * CAP) + "\"}");
    }

    @ParameterizedTest
    @MethodSource("beyondBounds")
    void whatIsBeyondBoundsIsToldByItsDigest(String body) {
        cloud.server.on("/x", Reply.json(200, body)).on("/y", GOOD);

        var refused = failure(service.get(rms("/x").with("limit", 1)));

        assertThat(refused.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(refused.oversized()).isEqualTo(new Oversized(null, sha256(head(body)), sha256(body), body.length()));
        success(service.get(rms("/y")));
    }

    @Test
    void beyondASecondBoundReadingEnds() {
        var body = "{\"a\":\"" + "x".repeat(40 * CAP) + "\"}";
        cloud.server.on("/x", Reply.json(200, body)).on("/y", GOOD);

        var refused = failure(service.get(rms("/x")));

        assertThat(refused.oversized()).isEqualTo(new Oversized(null, sha256(head(body)), null, 4L * CAP));
        success(service.get(rms("/y")));
    }

    @Test
    void aPageOfSeveralRowsIsNotReadBeyondTheCap() {
        cloud.server.on("/x", Reply.json(200, "{\"a\":\"" + "x".repeat(2 * CAP) + "\"}"));

        var refused = failure(service.get(rms("/x").with("limit", 2)));

        assertThat(refused.oversized()).extracting(Oversized::bytes).isEqualTo((long) CAP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Retry-After: 0",
                "Retry-After: 31536000",
                "Retry-After: Fri, 31 Dec 2999 23:59:59 GMT",
                "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT",
                "Retry-After: -5",
                "Retry-After: 99999999999999999999999",
                "X-Nothing: 1"
            })
    void howeverThrottlingIsWordedTheWaitEndsAndTheTriesAreFew(String header) {
        cloud.server.on("/x", Reply.json(429, "{}", header));
        var throttled =
                cloud.services(CloudFixture.tokens(), CloudFixture.QUICK).rms();

        assertThat(failure(throttled.get(rms("/x"))).kind()).isEqualTo(Kind.THROTTLED);

        assertThat(cloud.server.received("/x")).hasSize(4);
        assertThat(cloud.meters
                        .counter("changetrail.cloud.throttled", "service", "rms")
                        .count())
                .isEqualTo(4);
    }

    private static Reply gzip(String body) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(body.getBytes(UTF_8));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return Reply.of(200, bytes.toByteArray(), "application/json", "Content-Encoding: gzip");
    }

    private static String head(String body) {
        return body.substring(0, body.length() > CAP ? CAP : body.length() / 2);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
