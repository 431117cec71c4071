package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The compose file, its example environment and the image's recipe, read without a Docker engine. */
class ComposeTests {

    private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|TOKEN|KEY");

    @Test
    void theApplicationRunsWithoutRightsOnAReadOnlyDisk() throws IOException {
        var service = compose().at("/services/changetrail");
        assertThat(service.at("/read_only").asBoolean()).isTrue();
        assertThat(service.at("/user").asString()).isEqualTo("10001");
        assertThat(service.at("/cap_drop/0").asString()).isEqualTo("ALL");
        assertThat(service.at("/tmpfs/0").asString()).isEqualTo("/tmp");
        assertThat(service.at("/security_opt/0").asString()).isEqualTo("no-new-privileges:true");
    }

    @Test
    void onlyLoopbackIsPublished() throws IOException {
        assertThat(compose().at("/services"))
                .allSatisfy(service -> assertThat(service.path("ports"))
                        .allMatch(port -> port.asString().startsWith("127.0.0.1:")));
    }

    @Test
    void theApplicationWaitsForAHealthyDatabase() throws IOException {
        var services = compose().at("/services");
        assertThat(services.at("/changetrail/depends_on/postgres/condition").asString())
                .isEqualTo("service_healthy");
        assertThat(services)
                .allSatisfy(service ->
                        assertThat(service.at("/healthcheck/test").isArray()).isTrue());
        assertThat(services.at("/postgres/image").asString()).isEqualTo("postgres:18");
    }

    @Test
    void everyVariableOfTheApplicationIsAKnownKey() throws IOException {
        assertThat(compose().at("/services/changetrail/environment").propertyNames())
                .isNotEmpty()
                .allMatch(ConfigurationKeys::know);
        assertThat(example().keySet())
                .filteredOn(key -> !key.equals("POSTGRES_PASSWORD"))
                .isNotEmpty()
                .allMatch(ConfigurationKeys::know);
    }

    @Test
    void noSecretIsWrittenDown() throws IOException {
        assertThat(example())
                .allSatisfy((key, value) -> assertThat(SECRET.matcher(key).find() && !value.isEmpty())
                        .isFalse());
        assertThat(compose().at("/services"))
                .allSatisfy(service -> assertThat(service.path("environment").properties())
                        .filteredOn(entry -> SECRET.matcher(entry.getKey()).find())
                        .allMatch(entry -> entry.getValue().asString().startsWith("${")));
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains(".env");
    }

    @Test
    void theImageRunsAsAUserThatIsNotRootAndIsTheOneOfTheOtherFiles() throws IOException {
        var last = instructions("USER").getLast();
        assertThat(last).isEqualTo("10001:10001");
        assertThat(instructions("ENTRYPOINT")).singleElement().asString().contains("-XX:AOTCache=");
        assertThat(instructions("FROM").getLast()).isEqualTo("eclipse-temurin:25-jre");
    }

    private static JsonNode compose() throws IOException {
        return Manifest.parse(Files.readString(Path.of("docker-compose.yml")))
                .getFirst()
                .content();
    }

    private static Map<String, String> example() throws IOException {
        return Files.readAllLines(Path.of(".env.example")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static List<String> instructions(String name) throws IOException {
        return Files.readAllLines(Path.of("Dockerfile")).stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }
}
