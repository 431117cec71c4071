package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

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
    void aWrongPasswordIsUnauthorized() {
        var services = CLOUD.services(Map.of("CHANGETRAIL_CLOUD_CREDENTIALS_PASSWORD", "surely-wrong"));

        var failure = failure(services.iam().get(CloudRequest.get(CLOUD.project(), "/v3/auth/projects")));

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure.status()).isEqualTo(401);
        assertThat(failure.retryable()).isFalse();
    }
}
