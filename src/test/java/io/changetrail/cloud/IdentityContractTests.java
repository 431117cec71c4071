package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.changetrail.cloud.CloudException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/** What we rely on in Keystone's login and its list of projects; CONTRIBUTING says how to ask a real one. */
class IdentityContractTests {

    private static final ContractCloud CLOUD = new ContractCloud();

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void aPasswordLoginOpensTheListOfProjects() {
        var response = success(CLOUD.services().iam().get(CloudRequest.get(CLOUD.project(), "/v3/auth/projects")));

        assertThat(response.list("projects")).isNotEmpty().allSatisfy(project -> {
            assertThat(project.path("id").asString()).isNotEmpty();
            assertThat(project.path("name").asString()).isNotEmpty();
        });
        assertThat(response.list("projects"))
                .anyMatch(project ->
                        project.path("id").asString().equals(CLOUD.project().id()));
    }

    @Test
    void theDomainsTokenOpensTheListOfProjectsThatAutoReads() {
        assumeTrue(CLOUD.properties().domainId() != null, "no domain is configured");

        var response = success(CLOUD.services().iam().get(CloudRequest.get(CLOUD.domain(), "/v3/auth/projects")));

        assertThat(response.list("projects"))
                .isNotEmpty()
                .allSatisfy(project ->
                        assertThat(project.path("enabled").isBoolean()).isTrue());
    }

    @Test
    void aTokenComesInTheHeaderWithItsTimesInTheBody() {
        var properties = CLOUD.properties();
        var credentials = properties.credentials();
        var question = Map.of(
                "auth",
                Map.of(
                        "identity",
                        Map.of(
                                "methods",
                                List.of("password"),
                                "password",
                                Map.of(
                                        "user",
                                        Map.of(
                                                "name", String.valueOf(credentials.username()),
                                                "password", String.valueOf(credentials.password()),
                                                "domain",
                                                        Map.of("name", String.valueOf(credentials.userDomainName()))))),
                        "scope",
                        Map.of("project", Map.of("id", CLOUD.project().id()))));
        var answer = WebClient.create(properties.iam().endpoint() + "/v3/auth/tokens?nocatalog=true")
                .post()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(CloudJson.MAPPER.writeValueAsString(question))
                .retrieve()
                .toEntity(String.class)
                .blockOptional(Duration.ofMinutes(1))
                .orElseThrow();

        assertThat(answer.getStatusCode().value()).isEqualTo(201);
        assertThat(answer.getHeaders().getFirst("X-Subject-Token")).isNotBlank();
        var token = CloudJson.MAPPER.readTree(answer.getBody()).path("token");
        assertThat(CloudTimestamps.parse(token.path("expires_at").asString()))
                .isAfter(CloudTimestamps.parse(token.path("issued_at").asString()));
        assertThat(token.has("catalog")).isFalse();
        assertThat(token.at("/project/id").asString()).isEqualTo(CLOUD.project().id());
    }

    @Test
    void aWrongPasswordIsUnauthorized() {
        var services = CLOUD.services(Map.of("CHANGETRAIL_CLOUD_CREDENTIALS_PASSWORD", "surely-wrong"));

        var failure = failure(services.iam().get(CloudRequest.get(CLOUD.project(), "/v3/auth/projects")));

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure.status()).isEqualTo(401);
        assertThat(failure.retryable()).isFalse();
    }
}
