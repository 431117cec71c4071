package io.changetrail.cloud;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** All three services at one scripted server, with limits so small that no test waits. */
final class CloudFixture implements AutoCloseable {

    static final CloudScope PROJECT = new CloudScope.Project("p1");
    static final CloudScope DOMAIN = new CloudScope.Domain("d1");
    static final String LOGIN = "/v3/auth/tokens";
    static final String PASSWORD = "canary-password";
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static final CallLimits QUICK = new CallLimits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            200_000,
            3,
            Duration.ofMillis(2),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofSeconds(30));

    final ScriptedServer server = new ScriptedServer();
    final SettableClock clock = new SettableClock(NOW);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    CloudFixture() throws IOException {
        server.on(LOGIN, token("t1"), token("t2"), token("t3"));
        server.on("/v2.1/", Reply.json(200, "{\"version\":{\"id\":\"v2.1\",\"version\":\"2.60\"}}"));
    }

    static Reply token(String value) {
        return Reply.json(201, """
                {"token":{"issued_at":"2026-03-01T11:00:00.000000Z","expires_at":"2026-03-02T11:00:00.000000Z"}}""", "X-Subject-Token: " + value);
    }

    CloudServices services() {
        return services(password(), QUICK);
    }

    CloudServices services(Credentials credentials, CallLimits limits) {
        return services(properties(credentials), limits, clock, meters);
    }

    static CloudServices services(CloudProperties properties, CallLimits limits, Clock clock, MeterRegistry meters) {
        return services(properties, new CloudHttp(properties, null, limits), limits, clock, meters);
    }

    /** As a replica that shares its budget with nobody. */
    static CloudServices services(
            CloudProperties properties, CloudHttp http, CallLimits limits, Clock clock, MeterRegistry meters) {
        var versions = versions(properties, http, limits, clock);
        var authorisation = new Authorisation(versions.of(properties.credentials()), clock);
        var share = Share.whole(properties.maxConcurrency());
        return new CloudServices(properties, http, limits, clock, meters, share, authorisation);
    }

    static CredentialVersions versions(CloudProperties properties, CloudHttp http, CallLimits limits, Clock clock) {
        var fingerprints = new Fingerprints(() -> new byte[] {1, 2, 3});
        return new CredentialVersions(properties, http, limits, clock, new ProofsInMemory(clock), fingerprints);
    }

    CloudProperties properties(Credentials credentials) {
        return new CloudProperties(
                "eu-de",
                "d1",
                List.of("p1"),
                new CloudProperties.Iam(server.address() + "/", true),
                new CloudProperties.Ecs(true, server.address() + "/", "2.58"),
                new CloudProperties.Rms(true, server.address()),
                credentials,
                1000,
                8,
                null,
                null);
    }

    static Credentials password() {
        return new Credentials("user", PASSWORD, "account", null, null, null, null, null);
    }

    static Credentials keys(@Nullable String securityToken) {
        return new Credentials(null, null, null, "AccessKey", "canary-secret", securityToken, null, null);
    }

    static Credentials tokens() {
        return new Credentials(null, null, null, null, null, null, "fixed-project", "fixed-domain");
    }

    static CloudRequest rms(String path) {
        return CloudRequest.get(DOMAIN, path);
    }

    static CloudRequest ecs(String path) {
        return CloudRequest.get(PROJECT, path);
    }

    /** The exception that the call ends in; fails when it does not. */
    static CloudException failure(Mono<CloudResponse> call) {
        var failed = call.<Object>map(good -> good)
                .onErrorResume(CloudException.class, Mono::just)
                .block(Duration.ofSeconds(30));
        if (failed instanceof CloudException refused) {
            return refused;
        }
        throw new AssertionError("succeeded: " + failed);
    }

    static CloudResponse success(Mono<CloudResponse> call) {
        var response = call.block(Duration.ofSeconds(30));
        if (response == null) {
            throw new AssertionError("no answer");
        }
        return response;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
