package io.changetrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import io.changetrail.support.PlainClient;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tokens that nobody issued, or not for us, over HTTP. */
@WithTokens
class ForgedTokenTests {

    private static final String PATH = "/api/v1/servers";

    private final PlainClient client;

    ForgedTokenTests(@LocalServerPort int port) {
        this.client = new PlainClient(port);
    }

    static Stream<Arguments> forgedTokens() {
        var tokens = new LinkedHashMap<String, String>();
        signatures(tokens);
        headers(tokens);
        claims(tokens);
        forms(tokens);
        return tokens.entrySet().stream().map(token -> Arguments.of(token.getKey(), token.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgedTokens")
    void aForgedTokenIsRefusedAndNobodyIsAskedForItsKeys(String name, String token) {
        var before = Issuers.STRANGER.requests();
        var answer = client.get(PATH, token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(Issuers.STRANGER.requests()).isEqualTo(before);
    }

    @Test
    void theSameTokensUnforgedAreGood() {
        assertThat(client.get(PATH, Issuers.token("good", "changetrail.read", "*"))
                        .status())
                .isEqualTo(200);
        var typed = Issuers.MAIN.signed(header -> header.type(new JOSEObjectType("at+jwt")), claims -> {});
        assertThat(client.get(PATH, typed).status()).isEqualTo(200);
    }

    @Test
    void aTokenBeyondTheHeadersSizeIsRefusedBeforeAnybodyReadsIt() {
        var answer = client.get(PATH, "eyJ" + "x".repeat(40_000));
        assertThat(answer.status()).isEqualTo(431);
    }

    @Test
    void aThousandUnknownKeyIdsCauseABoundedNumberOfFetches() throws Exception {
        var before = Issuers.MAIN.fetches();
        var began = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> calls = IntStream.range(0, 1_000)
                    .mapToObj(i -> (Callable<Integer>)
                            () -> client.get(PATH, unsigned("key-" + i)).status())
                    .toList();
            for (var answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(401);
            }
        }
        var seconds = (System.nanoTime() - began) / 1_000_000_000;
        assertThat(Issuers.MAIN.fetches() - before)
                .isLessThanOrEqualTo(Math.toIntExact(2 + seconds / IssuerKeys.BETWEEN_FETCHES.toSeconds()));
    }

    @Test
    void anIssuersClaimsAreReadByItsOwnNamesOnly() {
        var ofMain = Issuers.MAIN.token("changetrail.read", List.of(), claims -> claims.claim("tenants", List.of("*")));
        assertThat(client.get("/api/v1/attributes/project_id", ofMain)
                        .json()
                        .path("data")
                        .isEmpty())
                .isTrue();
        var ofOther = Issuers.OTHER.signed(
                header -> header,
                claims -> claims.audience("other-audience")
                        .claim("changetrail_projects", null)
                        .claim("tenants", List.of("*")));
        assertThat(client.get(PATH, ofOther).status()).isEqualTo(200);
    }

    private static void signatures(Map<String, String> tokens) {
        tokens.put("no signature", text("{\"alg\":\"none\"}") + "." + payload(Issuers.MAIN.issuer()) + ".");
        tokens.put("a shared secret", Issuers.MAIN.forged("changetrail.read", List.of("*")));
        tokens.put("another length of hash", Issuers.MAIN.signedBy(JWSAlgorithm.RS512));
        tokens.put("another scheme", Issuers.MAIN.signedBy(JWSAlgorithm.PS256));
        tokens.put("another's key", ofStranger("test"));
        tokens.put(
                "a cut signature", Issuers.token("cut", "changetrail.read", "*").replaceFirst(".{8}$", ""));
        tokens.put("an empty signature", unsigned("test").replaceFirst("[^.]*$", ""));
    }

    private static void headers(Map<String, String> tokens) {
        for (var id : List.of("../../../../dev/null", "' or '1'='1", "test' union select value from made_once--", "")) {
            tokens.put("key id " + id, ofStranger(id));
        }
        var keys = URI.create(Issuers.STRANGER.keysUri());
        tokens.put("jku", Issuers.STRANGER.signed(header -> header.jwkURL(keys), ForgedTokenTests::asMain));
        tokens.put("x5u", Issuers.STRANGER.signed(header -> header.x509CertURL(keys), ForgedTokenTests::asMain));
        tokens.put(
                "jwk",
                Issuers.STRANGER.signed(header -> header.jwk(Issuers.STRANGER.publicKey()), ForgedTokenTests::asMain));
        tokens.put("another type", Issuers.MAIN.tokenOfType("dpop+jwt", "changetrail.read", List.of("*")));
        tokens.put(
                "an unknown critical header",
                text("{\"alg\":\"RS256\",\"kid\":\"test\",\"crit\":[\"b64\"],\"b64\":false}") + "."
                        + payload(Issuers.MAIN.issuer()) + ".AAAA");
    }

    private static void claims(Map<String, String> tokens) {
        tokens.put("an unknown issuer", Issuers.STRANGER.token("changetrail.read", List.of("*")));
        tokens.put("an issuer with a slash", changed(claims -> claims.issuer(Issuers.MAIN.issuer() + "/")));
        tokens.put("no issuer", changed(claims -> claims.issuer(null)));
        tokens.put("another's issuer", changed(claims -> claims.issuer(Issuers.OTHER.issuer())));
        tokens.put("another's audience", changed(claims -> claims.audience("other-audience")));
        tokens.put("no audience", changed(claims -> claims.audience((String) null)));
        tokens.put("a list of other audiences", changed(claims -> claims.audience(List.of("a", "changetrail2"))));
        tokens.put("expired", changed(claims -> claims.expirationTime(seconds(-61))));
        tokens.put("no expiry", changed(claims -> claims.expirationTime(null)));
        tokens.put("not yet", changed(claims -> claims.notBeforeTime(seconds(3_600))));
    }

    private static void forms(Map<String, String> tokens) {
        var claims = "\"iss\":\"%s\",\"aud\":\"changetrail\",\"exp\":%d,\"scope\":\"changetrail.read\""
                .formatted(Issuers.MAIN.issuer(), Instant.now().plusSeconds(600).getEpochSecond());
        tokens.put("claims twice", Issuers.MAIN.signedText("{" + claims + ",\"sub\":\"a\",\"sub\":\"b\"}"));
        tokens.put("no claims", Issuers.MAIN.signedText("no JSON"));
        tokens.put("a list", Issuers.MAIN.signedText("[]"));
        tokens.put(
                "deep claims",
                Issuers.STRANGER.signedText("{" + claims + ",\"a\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}"));
        tokens.put("nothing between dots", "..");
        tokens.put("garbage", "garbage");
        tokens.put("a long word", "x".repeat(10_000));
        tokens.put("encrypted", text("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}") + ".AAAA.AAAA.AAAA.AAAA");
    }

    private static String changed(java.util.function.Consumer<com.nimbusds.jwt.JWTClaimsSet.Builder> change) {
        return Issuers.MAIN.token("changetrail.read", List.of("*"), change);
    }

    private static void asMain(com.nimbusds.jwt.JWTClaimsSet.Builder claims) {
        claims.issuer(Issuers.MAIN.issuer());
    }

    private static String ofStranger(String keyId) {
        return Issuers.STRANGER.signed(header -> header.keyID(keyId), ForgedTokenTests::asMain);
    }

    private static String unsigned(String keyId) {
        return text("{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}") + "." + payload(Issuers.MAIN.issuer()) + ".AAAA";
    }

    private static String payload(String issuer) {
        return text("{\"iss\":\"%s\",\"aud\":\"changetrail\",\"exp\":%d,\"scope\":\"changetrail.read\"}"
                .formatted(issuer, Instant.now().plusSeconds(3600).getEpochSecond()));
    }

    private static String text(String json) {
        return Base64URL.encode(json).toString();
    }

    private static Date seconds(long fromNow) {
        return Date.from(Instant.now().plusSeconds(fromNow));
    }
}
