package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.access.TokenIssuer;
import io.changetrail.simulation.AwkwardWorlds;
import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.PlainClient;
import io.changetrail.support.RunningService;
import io.changetrail.support.TestDatabase;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The whole service with every logger at TRACE, from its start through refusals, rotation and faults to its end: neither its
 * log nor anything else that it shows or keeps holds a secret.
 */
class SecretsInNoLogTests {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String NAME_OF_DOMAIN = "CHANGETRAIL_CLOUD_CREDENTIALS_USER_DOMAIN_NAME";
    private static final String ACCEPTED = "changed credentials were accepted";

    /** The line of the log of reads. */
    private static final String A_READ = "\"trace_id\":";

    /** What canaries and the tokens of both sides look like, and any 32 bytes in hexadecimal, as our own keys are. */
    private static final Pattern SECRETS = Pattern.compile(
            "canary|simulated-password|MII[0-9a-f]{20}|Signature=[0-9a-f]|SDK-HMAC-SHA256 Access|[0-9a-f]{64}|(?-i:eyJ)[a-z0-9_-]{16}",
            Pattern.CASE_INSENSITIVE);

    @TempDir
    Path folder;

    private final TraceLog log = new TraceLog(line -> line.contains(ACCEPTED)
            || line.contains(A_READ)
            || SECRETS.matcher(line).find());
    private final SimulatedCloud cloud = AwkwardWorlds.start(0, Clock.fixed(Instant.now(), ZoneOffset.UTC));
    private MountedSecrets secrets;
    private List<String> ownKeys = List.of();
    private List<String> exposed = List.of();

    @BeforeEach
    void serveSecrets() {
        secrets = new MountedSecrets(folder);
        cloud.faults().add(new Fault("throttled", Fault.service("ecs"), Fault.throttled(0), 2));
        cloud.faults().add(new Fault("truncated", Fault.service("rms"), Fault.truncated(), 2));
        Canaries.in(cloud);
    }

    @AfterEach
    void stop() {
        log.close();
        cloud.close();
    }

    @Test
    void signingKeysAndServedSecretsStayInside() throws Exception {
        cloud.signatures().accept("AccessKey", "canary-right", "canary-session");
        secrets.write("access-key", "AccessKey");
        secrets.write("secret-key", "canary-wrong");
        secrets.write("security-token", "canary-session");
        try (var database = TestDatabase.start();
                var service = start(withOwnSecrets(database))) {
            await("a refusal")
                    .atMost(SOON)
                    .until(() -> cloud.signatures().tries().all() > 0);
            secrets.write("secret-key", "canary-right");
            awaitEverythingRead(service);
            assertThat(service.database()
                            .sql("select count(*) from made_once where name = 'cursor'")
                            .query((row, number) -> row.getInt(1))
                            .single())
                    .isZero();
        }
        assertNoSecrets();
    }

    @Test
    void passwordsAndTokensStayInside() {
        secrets.write("username", "changetrail");
        secrets.write("user-domain-name", cloud.environment().getOrDefault(NAME_OF_DOMAIN, ""));
        secrets.write("password", "${CANARY_ELSEWHERE}");
        try (var issuer = new TokenIssuer();
                var service = start(Map.of(
                        "CANARY_ELSEWHERE",
                        "canary-wrong",
                        "CHANGETRAIL_ACCESS_MODE",
                        "jwt",
                        "CHANGETRAIL_ACCESS_ISSUERS_0_ISSUER",
                        issuer.issuer()))) {
            await("a refusal").atMost(SOON).until(() -> cloud.logins().all() > 0);
            secrets.write("password", "simulated-password");
            var token = issuer.token("changetrail.read changetrail.audit changetrail.operate", List.of("*"));
            awaitEverythingRead(service, "Authorization", "Bearer " + token);
            bringTokens(service, token, issuer.token("changetrail.read", List.of("*"), of -> of.audience("another")));
            var before = cloud.served("auth/tokens");
            cloud.revokeTokens();
            await("a login after the tokens went").atMost(SOON).until(() -> cloud.served("auth/tokens") > before);
        }
        assertNoSecrets();
    }

    private void assertNoSecrets() {
        assertThat(log.traced()).isGreaterThan(10_000);
        assertThat(log.text()).contains(ACCEPTED);
        assertThat(log.text()).contains("changetrail.reads: ");
        assertThat(ownKeys).isNotEmpty();
        assertThat(exposed).hasSizeGreaterThan(200).anyMatch(line -> line.contains("\"redacted\""));
        for (var field : List.of("to_resource_id", "traceback")) {
            var redacted = Pattern.compile(field + "\"*\\s*:\\s*\\{\"*redacted");
            assertThat(exposed)
                    .as(field)
                    .anyMatch(line -> redacted.matcher(line).find());
        }
        for (var table : List.of("server", "instance_action", "history_item", "quarantine")) {
            assertThat(exposed)
                    .as(table)
                    .anyMatch(line -> line.startsWith("table " + table + ": ") && line.contains("redacted"));
        }
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

    /** With the database's password and the cursors' key out of the environment, as every deployment has the one and some the other. */
    private static Map<String, String> withOwnSecrets(TestDatabase database) {
        var environment = new HashMap<>(database.environment());
        JdbcClient.create(new DriverManagerDataSource(
                        environment.getOrDefault("SPRING_DATASOURCE_URL", ""),
                        environment.getOrDefault("SPRING_DATASOURCE_USERNAME", ""),
                        environment.getOrDefault("SPRING_DATASOURCE_PASSWORD", "")))
                .sql("create role trail superuser login password 'canary-database'")
                .update();
        environment.put("SPRING_DATASOURCE_USERNAME", "trail");
        environment.put("SPRING_DATASOURCE_PASSWORD", "canary-database");
        environment.put("CHANGETRAIL_ACCESS_CURSOR_KEY", "canary-cursor-".repeat(4));
        return environment;
    }

    /** Callers with good tokens, refused ones and such as nobody has issued, by both headers. */
    private static void bringTokens(RunningService service, String good, String refused) {
        var archive = "/v2.1/servers/nobody/os-instance-actions";
        try (var client = new PlainClient(Integer.parseInt(service.property("local.server.port")))) {
            for (var token : List.of(refused, "canary-bearer")) {
                assertThat(client.get("/api/v1/servers", token).status()).isEqualTo(401);
                assertThat(client.ask("GET", archive, "X-Auth-Token", token).status())
                        .isEqualTo(401);
            }
            assertThat(client.ask("GET", archive, "X-Auth-Token", good).status())
                    .isEqualTo(404);
        }
    }

    private void awaitEverythingRead(RunningService service, String... headers) {
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
        exposed = Exposure.of(service, headers);
    }

    private RunningService start(Map<String, String> more) {
        var environment = new HashMap<>(secrets.environment(cloud));
        environment.putAll(more);
        return MountedSecrets.start(environment, log::open);
    }
}
