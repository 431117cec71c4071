package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.changetrail.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** The packaged jar as an operator starts it to learn: with the service's environment and a word more. */
class LearnCommandIT {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private static final Map<String, String> SERVICE = Map.ofEntries(
            Map.entry("CHANGETRAIL_ACCESS_MODE", "open"),
            Map.entry("CHANGETRAIL_CLOUD_REGION", "eu-de"),
            Map.entry("CHANGETRAIL_CLOUD_DOMAINID", "domain"),
            Map.entry("CHANGETRAIL_CLOUD_PROJECTIDS", "project"),
            Map.entry("CHANGETRAIL_CLOUD_IAM_ENDPOINT", "https://iam.invalid"),
            Map.entry("CHANGETRAIL_CLOUD_ECS_ENDPOINT", "https://ecs.invalid"),
            Map.entry("CHANGETRAIL_CLOUD_RMS_ENDPOINT", "https://rms.invalid"),
            Map.entry("CHANGETRAIL_CLOUD_CREDENTIALS_USERNAME", "reader"),
            Map.entry("CHANGETRAIL_CLOUD_CREDENTIALS_PASSWORD", "secret"),
            Map.entry("CHANGETRAIL_CLOUD_CREDENTIALS_USERDOMAINNAME", "domain"));

    @TempDir
    private Path folder;

    @Test
    void aModelIsLearnedFromTheDatabaseAndADatabaseThatIsNoneFailsTheCommand() throws Exception {
        try (var database = TestDatabase.start()) {
            assertThat(learn(database.environment())).as("no tables").isEqualTo(1);

            fill(database.environment());
            assertThat(learn(database.environment())).as(output("err")).isZero();

            assertThat(output("err")).startsWith("Version ").contains("by the records of 3 servers");
            assertThat(ModelFile.read(JsonMapper.shared().readTree(output("out")))
                            .lag())
                    .isNotEqualTo(ModelFile.shipped().lag());
        }
    }

    private static void fill(Map<String, String> database) {
        var source = new DriverManagerDataSource(
                Objects.requireNonNull(database.get("SPRING_DATASOURCE_URL")),
                Objects.requireNonNull(database.get("SPRING_DATASOURCE_USERNAME")),
                Objects.requireNonNull(database.get("SPRING_DATASOURCE_PASSWORD")));
        Flyway.configure().dataSource(source).load().migrate();
        var world = WorldGenerator.generate(WorldParameters.busy().servers(3), 82, FROM, FROM.plus(Duration.ofDays(3)));
        StoredWorld.store(world, JdbcClient.create(source));
    }

    private int learn(Map<String, String> database) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("changetrail.jar", "target/changetrail-0.1.0-SNAPSHOT.jar"),
                        "learn",
                        "-")
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(SERVICE);
        builder.environment().putAll(database);
        var process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private String output(String stream) throws IOException {
        return Files.readString(folder.resolve(stream));
    }
}
