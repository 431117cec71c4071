package io.changetrail.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Signs tokens and serves its public key over real HTTP. */
public final class TokenIssuer implements AutoCloseable {

    private static final int KEY_BITS = 2048;

    private final RSAKey key;
    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    public TokenIssuer() {
        try {
            key = new RSAKeyGenerator(KEY_BITS).keyID("test").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
        var keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            answer(exchange, metadata());
        });
        server.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, keys);
        });
        server.start();
    }

    private byte[] metadata() {
        return "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}"
                .formatted(issuer(), keysUri())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** How often the keys were fetched. */
    public int fetches() {
        return fetches.get();
    }

    /** How often anything was asked for here. */
    public int requests() {
        return requests.get() + fetches.get();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String keysUri() {
        return issuer() + "/keys";
    }

    /** A good token for an hour. */
    public String token(String scope, List<String> projects) {
        return token(scope, projects, claims -> {});
    }

    public String token(String scope, List<String> projects, Consumer<JWTClaimsSet.Builder> change) {
        var claims = claims(scope, projects);
        change.accept(claims);
        return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(), claims, rsa());
    }

    public String tokenOfType(String type, String scope, List<String> projects) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("test")
                .type(new JOSEObjectType(type))
                .build();
        return signed(header, claims(scope, projects), rsa());
    }

    /** Signed with the public key as if it were a shared secret. */
    public String forged(String scope, List<String> projects) {
        try {
            var secret = key.toRSAPublicKey().getEncoded();
            var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("test").build();
            return signed(header, claims(scope, projects), new MACSigner(secret));
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Signed with this issuer's key under any header. */
    public String signed(Function<JWSHeader.Builder, JWSHeader.Builder> header, Consumer<JWTClaimsSet.Builder> change) {
        var claims = claims("changetrail.read", List.of("*"));
        change.accept(claims);
        var base = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test");
        return signed(header.apply(base).build(), claims, rsa());
    }

    /** Signed in another way than the pinned ones, with the right key. */
    public String signedBy(JWSAlgorithm algorithm) {
        return signed(
                new JWSHeader.Builder(algorithm).keyID("test").build(),
                claims("changetrail.read", List.of("*")),
                rsa());
    }

    /** With a payload that is signed as it stands. */
    public String signedText(String payload) {
        try {
            var token = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(), new Payload(payload));
            token.sign(rsa());
            return token.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public RSAKey publicKey() {
        return key.toPublicJWK();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private JWTClaimsSet.Builder claims(String scope, List<String> projects) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("someone")
                .audience("changetrail")
                .claim("scope", scope)
                .claim("changetrail_projects", projects)
                .expirationTime(Date.from(Instant.now().plusSeconds(3600)));
    }

    private JWSSigner rsa() {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String signed(JWSHeader header, JWTClaimsSet.Builder claims, JWSSigner signer) {
        try {
            var token = new SignedJWT(header, claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
