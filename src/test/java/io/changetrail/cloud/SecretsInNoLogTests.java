package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.AwkwardWorlds;
import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.RunningService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole service with every logger at TRACE, from its start through refusals, rotation and faults to its end: neither its
 * log nor anything else that it shows or keeps holds a secret.
 */
class SecretsInNoLogTests {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String NAME_OF_DOMAIN = "CHANGETRAIL_CLOUD_CREDENTIALS_USER_DOMAIN_NAME";
    private static final String ACCEPTED = "changed credentials were accepted";

    /** What the cloud's canaries and tokens look like, and any 32 bytes in hexadecimal, as our own keys are. */
    private static final Pattern SECRETS = Pattern.compile(
            "canary|simulated-password|MII[0-9a-f]{20}|Signature=[0-9a-f]|SDK-HMAC-SHA256 Access|[0-9a-f]{64}",
            Pattern.CASE_INSENSITIVE);

    @TempDir
    Path folder;

    private final TraceLog log = new TraceLog(
            line -> line.contains(ACCEPTED) || SECRETS.matcher(line).find());
    private final SimulatedCloud cloud = AwkwardWorlds.start(0, Clock.fixed(Instant.now(), ZoneOffset.UTC));
    private MountedSecrets secrets;
    private List<String> ownKeys = List.of();
    private List<String> exposed = List.of();

    @BeforeEach
    void serveSecrets() {
        secrets = new MountedSecrets(folder);
        rewritten("history", "items", "/resource/properties");
        rewritten("resources", "resources", "/properties");
        rewritten("servers/detail", "servers", "/metadata");
        cloud.faults().add(new Fault("throttled", Fault.service("ecs"), Fault.throttled(0), 2));
        cloud.faults().add(new Fault("truncated", Fault.service("rms"), Fault.truncated(), 2));
    }

    @AfterEach
    void stop() {
        log.close();
        cloud.close();
    }

    @Test
    void signingKeysAndServedSecretsStayInside() {
        cloud.signatures().accept("AccessKey", "canary-right", "canary-session");
        secrets.write("access-key", "AccessKey");
        secrets.write("secret-key", "canary-wrong");
        secrets.write("security-token", "canary-session");
        try (var service = start(Map.of())) {
            await("a refusal")
                    .atMost(SOON)
                    .until(() -> cloud.signatures().tries().all() > 0);
            secrets.write("secret-key", "canary-right");
            awaitEverythingRead(service);
        }
        assertNoSecrets();
    }

    @Test
    void passwordsAndTokensStayInside() {
        secrets.write("username", "changetrail");
        secrets.write("user-domain-name", cloud.environment().getOrDefault(NAME_OF_DOMAIN, ""));
        secrets.write("password", "${CANARY_ELSEWHERE}");
        try (var service = start(Map.of("CANARY_ELSEWHERE", "canary-wrong"))) {
            await("a refusal").atMost(SOON).until(() -> cloud.logins().all() > 0);
            secrets.write("password", "simulated-password");
            awaitEverythingRead(service);
            var before = cloud.served("auth/tokens");
            cloud.revokeTokens();
            await("a login after the tokens went").atMost(SOON).until(() -> cloud.served("auth/tokens") > before);
        }
        assertNoSecrets();
    }

    private void assertNoSecrets() {
        assertThat(log.traced()).isGreaterThan(10_000);
        assertThat(log.text()).contains(ACCEPTED);
        assertThat(ownKeys).isNotEmpty();
        assertThat(exposed).hasSizeGreaterThan(200).anyMatch(line -> line.contains("\"redacted\""));
        assertThat(exposed.stream().filter(this::telling).map(SecretsInNoLogTests::cut))
                .isEmpty();
        assertThat(log.text().lines().filter(this::telling).map(SecretsInNoLogTests::cut))
                .isEmpty();
    }

    private static String cut(String line) {
        var found = SECRETS.matcher(line);
        var from = found.find() ? Math.max(0, found.start() - 200) : 0;
        return line.substring(0, Math.min(60, line.length())) + " ... "
                + line.substring(from, Math.min(from + 600, line.length()));
    }

    private boolean telling(String line) {
        return SECRETS.matcher(line).results().anyMatch(found -> {
            var text = found.group();
            return text.length() != 64 || ownKeys.contains(text.toLowerCase(Locale.ROOT));
        });
    }

    private void rewritten(String kind, String rows, String where) {
        cloud.faults()
                .add(new Fault(
                        "secrets in " + kind,
                        Fault.kind(kind),
                        Fault.rewritten(page -> {
                            page.path(rows).forEach(row -> withSecrets(row.at(where)));
                            return page;
                        }),
                        Fault.ALWAYS));
    }

    private static void withSecrets(JsonNode properties) {
        if (properties instanceof ObjectNode object) {
            object.put("user_data", "canary-user-data").put("adminPass", "canary-admin-pass");
            object.put("db_password", "canary-metadata").put("note", "the password=canary-note of it");
            object.put("boot", "{\"inner\": {\"Admin-Pass\": \"canary-inner\"}}");
            object.put("key", "-----BEGIN PRIVATE KEY-----canary-pem").put("script", "I2Nsb3VkLWNvbmZpZwcanary");
            object.putArray("tags").add("token=canary-tag").addObject().put("url", "https://u:canary-url@example.com");
        }
    }

    private void awaitEverythingRead(RunningService service) {
        await("both sources are read whole")
                .atMost(SOON)
                .until(() -> service.database()
                                .sql("select count(*) from stream where complete_until is not null")
                                .query((row, number) -> row.getInt(1))
                                .single()
                        >= 2);
        ownKeys = service.database()
                .sql("select value from made_once")
                .query((row, number) -> HexFormat.of().formatHex(row.getBytes(1)))
                .list();
        exposed = Exposure.of(service);
    }

    private RunningService start(Map<String, String> more) {
        var environment = new HashMap<>(secrets.environment(cloud));
        environment.putAll(more);
        return MountedSecrets.start(environment, log::open);
    }
}
