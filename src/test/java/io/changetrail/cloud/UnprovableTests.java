package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.rms;
import static io.changetrail.cloud.CloudFixture.success;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** Credentials while the ledger of proofs cannot be reached. */
class UnprovableTests {

    private final CloudFixture cloud;
    private final ProofsInMemory proofs;
    private volatile boolean away;

    UnprovableTests() throws IOException {
        cloud = new CloudFixture();
        proofs = new ProofsInMemory(cloud.clock);
    }

    @BeforeEach
    void answer() {
        cloud.server.on("/x", Reply.json(200, "{}"));
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Test
    void nothingUnprovenGoesOutAndAllComesBackByItself() {
        for (var credentials : new Credentials[] {CloudFixture.keys(null), CloudFixture.password()}) {
            var before = cloud.server.received().size();
            var service = service(credentials);
            away = true;
            var refused = failure(service.get(rms("/x")));
            assertThat(refused.code()).isEqualTo("credentials_cannot_be_proven");
            assertThat(refused.getMessage()).contains("DataAccessResourceFailureException");
            assertThat(cloud.server.received()).hasSize(before);

            away = false;
            success(service.get(rms("/x")));
        }
    }

    @Test
    void aKeyThatIsProvenAlreadyIsUsedMeanwhileButNotOnceItIsRefused() {
        var service = service(CloudFixture.keys(null));
        success(service.get(rms("/x")));
        away = true;
        success(service.get(rms("/x")));

        cloud.server.on("/x", Reply.json(401, "{}"));
        failure(service.get(rms("/x")));
        var asked = cloud.server.received("/x").size();
        assertThat(failure(service.get(rms("/x"))).code()).isEqualTo("credentials_cannot_be_proven");

        cloud.clock.forward(Duration.ofHours(1));
        assertThat(failure(service.get(rms("/x"))).code()).isEqualTo("credentials_cannot_be_proven");
        assertThat(cloud.server.received("/x")).hasSize(asked);
    }

    private CloudService service(Credentials credentials) {
        var properties = cloud.properties(credentials);
        var http = new CloudHttp(properties, null, CloudFixture.QUICK);
        var share = Share.whole(8);
        var versions = new CredentialVersions(
                properties,
                http,
                CloudFixture.QUICK,
                cloud.clock,
                (id, step) -> {
                    if (away) {
                        throw new DataAccessResourceFailureException("no database");
                    }
                    return proofs.change(id, step);
                },
                new Fingerprints(() -> new byte[] {1, 2, 3}),
                share);
        var authorisation = new Authorisation(versions.of(credentials), cloud.clock);
        return new CloudServices(properties, http, CloudFixture.QUICK, cloud.clock, cloud.meters, share, authorisation)
                .rms();
    }
}
