package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.changetrail.cloud.CloudProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator reads when the start fails: one line with the key and the mend, no value. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationFailureTests {

    private static final List<String> WHOLE = List.of(
            "changetrail.cloud.region=eu-de",
            "changetrail.cloud.domain-id=d1",
            "changetrail.cloud.project-ids=p1",
            "changetrail.cloud.iam.endpoint=https://iam.example",
            "changetrail.cloud.ecs.endpoint=https://ecs.example",
            "changetrail.cloud.rms.endpoint=https://rms.example",
            "changetrail.cloud.credentials.username=user",
            "changetrail.cloud.credentials.password=canary",
            "changetrail.cloud.credentials.user-domain-name=account");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "changetrail.cloud.region= | region | is missing",
                "changetrail.cloud.domain-id= | domain-id | is missing",
                "changetrail.cloud.domain-id=a/b | domain-id | is not an id",
                "changetrail.cloud.project-ids= | project-ids | is missing",
                "changetrail.cloud.project-ids=auto,p1 | project-ids | mixes auto with ids",
                "changetrail.cloud.project-ids=p1,../p2 | project-ids | holds something that is no id",
                "changetrail.cloud.ecs.endpoint= | ecs.endpoint | is missing",
                "changetrail.cloud.ecs.endpoint=ftp://ecs | ecs.endpoint | is not an http",
                "changetrail.cloud.ecs.endpoint=ecs.example | ecs.endpoint | is not an http",
                "changetrail.cloud.ecs.microversion=latest | ecs.microversion | is not a microversion",
                "changetrail.cloud.rms.endpoint= | rms.endpoint | is missing",
                "changetrail.cloud.rms.endpoint=https://u:canary@rms | rms.endpoint | holds a user name",
                "changetrail.cloud.rms.endpoint=https://rms/?a=b | rms.endpoint | has a query",
                "changetrail.cloud.iam.endpoint= | iam.endpoint | is missing; password login needs it",
                "changetrail.cloud.credentials.password= | credentials.password | is missing",
                "changetrail.cloud.credentials.user-domain-name= | credentials.user-domain-name | is missing",
                "changetrail.cloud.credentials.access-key=canary | credentials | holds more than one kind",
                "changetrail.cloud.credentials.token=canary | credentials | holds more than one kind",
                "changetrail.cloud.requests-per-second=0 | requests-per-second | is out of range",
                "changetrail.cloud.requests-per-second=NaN | requests-per-second | is out of range",
                "changetrail.cloud.requests-per-second=canary | requests-per-second | cannot be read as double",
                "changetrail.cloud.max-concurrency=0 | max-concurrency | is out of range",
                "changetrail.cloud.rms.enabled=canary | rms.enabled | cannot be read as boolean",
                "changetrail.cloud.proxy=canary:3128 | proxy | is not an http"
            })
    void aWrongKeyIsNamedWithItsMend(String change, String key, String wrong, CapturedOutput output) {
        start(Cloud.class, with(change));

        assertThat(description(output))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("changetrail.cloud." + key + ": ")
                        .contains(wrong)
                        .contains("; "));
        assertThat(output.getAll()).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p1,p2 | canary | canary | project-ids | is not one project",
                "auto | canary | canary | project-ids | is not one project",
                "p1 | | canary | credentials.token | is missing",
                "p1 | canary | | credentials.domain-token | is missing"
            })
    void fixedTokensServeOneProjectAndTheDomain(
            String projects, String token, String domainToken, String key, String wrong, CapturedOutput output) {
        start(
                Cloud.class,
                with(
                        "changetrail.cloud.project-ids=" + projects,
                        "changetrail.cloud.credentials.username=",
                        "changetrail.cloud.credentials.password=",
                        "changetrail.cloud.credentials.user-domain-name=",
                        "changetrail.cloud.credentials.token=" + (token == null ? "" : token),
                        "changetrail.cloud.credentials.domain-token=" + (domainToken == null ? "" : domainToken)));

        assertThat(description(output))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("changetrail.cloud." + key + ": ")
                        .contains(wrong));
        assertThat(output.getAll()).doesNotContain("canary");
    }

    @Test
    void withoutAnyCredentials(CapturedOutput output) {
        start(
                Cloud.class,
                WHOLE.stream().filter(key -> !key.contains("credentials")).toList());

        assertThat(description(output))
                .singleElement()
                .asString()
                .startsWith("changetrail.cloud.credentials: is missing; ");
    }

    @Test
    void withoutADatabase(CapturedOutput output) {
        start(Database.class, List.of());

        assertThat(description(output)).singleElement().asString().startsWith("spring.datasource.url: is missing; ");
    }

    @Test
    void withADatabaseThatDoesNotAnswer(CapturedOutput output) {
        start(
                Database.class,
                List.of(
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/changetrail",
                        "spring.datasource.username=user",
                        "spring.datasource.password=canary",
                        "spring.datasource.hikari.connection-timeout=250"));

        assertThat(description(output))
                .singleElement()
                .asString()
                .startsWith("spring.datasource.url: no PostgreSQL answers there; ");
        assertThat(output.getAll()).doesNotContain("canary");
    }

    private static List<String> with(String... changes) {
        return Stream.concat(WHOLE.stream(), Stream.of(changes)).toList();
    }

    private static void start(Class<?> configuration, List<String> keys) {
        var application = new SpringApplication(configuration);
        application.setWebApplicationType(WebApplicationType.NONE);
        var arguments = new ArrayList<String>();
        for (var key : keys) {
            arguments.removeIf(earlier -> name(earlier).equals(name("--" + key)));
            arguments.add("--" + key);
        }
        assertThatException().isThrownBy(() -> application.run(arguments.toArray(String[]::new)));
    }

    private static String name(String argument) {
        return argument.substring(0, argument.indexOf('='));
    }

    private static List<String> description(CapturedOutput output) {
        var text = output.getAll();
        return text.substring(text.indexOf("Description:") + "Description:".length())
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    @EnableConfigurationProperties(CloudProperties.class)
    static class Cloud {}

    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    static class Database {}
}
