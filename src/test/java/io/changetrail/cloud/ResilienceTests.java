package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.rms;
import static io.changetrail.cloud.CloudFixture.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a service is left alone, and how it comes back. */
class ResilienceTests {

    private static final int ATTEMPTS = 1 + CloudFixture.QUICK.retries();

    private static final Reply DOWN = Reply.json(503, "{}");
    private static final Reply GOOD = Reply.json(200, "{}");

    private final CloudFixture cloud;
    private final CloudServices services;

    ResilienceTests() throws IOException {
        cloud = new CloudFixture();
        services = cloud.services(CloudFixture.tokens(), CloudFixture.QUICK);
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Test
    void aServiceThatMostlyFailsIsLeftAloneAndRecoversByItself() {
        var rms = services.rms();
        cloud.server.on("/x", DOWN);
        failing(rms, 10);
        var asked = cloud.server.received("/x").size();
        assertThat(asked).isEqualTo(10 * ATTEMPTS);

        failing(rms, 5);
        assertThat(cloud.server.received("/x")).hasSize(asked);

        cloud.server.on("/x", GOOD);
        cloud.clock.forward(Duration.ofSeconds(31));
        IntStream.range(0, 20).forEach(call -> success(rms.get(rms("/x"))));
    }

    @Test
    void aServiceThatIsStillDownIsLeftAloneAgain() {
        var rms = services.rms();
        cloud.server.on("/x", DOWN);
        failing(rms, 10);
        cloud.clock.forward(Duration.ofSeconds(31));

        failing(rms, 10);

        assertThat(cloud.server.received("/x")).hasSize(13 * ATTEMPTS);
    }

    @Test
    void oneServiceDownDoesNotTouchTheOther() {
        cloud.server.on("/x", DOWN).on("/y", GOOD);
        failing(services.ecs(), 15);

        success(services.rms().get(rms("/y")));
    }

    @Test
    void missingServersAreNoOutage() {
        var rms = services.rms();
        cloud.server.on("/gone", Reply.json(404, "{}")).on("/x", GOOD);
        IntStream.range(0, 40).forEach(call -> failure(rms.get(rms("/gone"))));

        success(rms.get(rms("/x")));
    }

    @Test
    void metricsCarryTheServicesName() {
        services.rms();

        assertThat(cloud.meters
                        .get("resilience4j.circuitbreaker.state")
                        .tag("name", "rms")
                        .tag("state", "closed")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(cloud.meters
                        .get("changetrail.cloud.rate.limit")
                        .tag("service", "rms")
                        .gauge()
                        .value())
                .isEqualTo(1000);
        assertThat(cloud.meters
                        .find("resilience4j.retry.calls")
                        .tag("name", "rms")
                        .functionCounters())
                .isNotEmpty();
    }

    private static void failing(CloudService service, int calls) {
        for (var call = 0; call < calls; call++) {
            assertThat(failure(service.get(rms("/x"))).kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }
}
