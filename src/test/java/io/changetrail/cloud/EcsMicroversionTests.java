package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.ecs;
import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which microversion Nova is asked for. */
class EcsMicroversionTests {

    private static final String SERVERS = "/v2.1/p1/servers";
    private static final Reply GOOD = Reply.json(200, "{}", "OpenStack-API-Version: compute 2.58");

    private final CloudFixture cloud;
    private final CloudService ecs;

    EcsMicroversionTests() throws IOException {
        cloud = new CloudFixture();
        ecs = cloud.services().ecs();
        cloud.server.on(SERVERS, GOOD);
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Test
    void theConfiguredOneIsSentInBothHeadersAndTheEchoIsKept() {
        var response = success(ecs.get(ecs(SERVERS)));

        var request = cloud.server.received(SERVERS).getFirst();
        assertThat(request.header("openstack-api-version")).isEqualTo("compute 2.58");
        assertThat(request.header("x-openstack-nova-api-version")).isEqualTo("2.58");
        assertThat(response.microversion()).isEqualTo("2.58");
    }

    @Test
    void theVersionDocumentIsReadOnceWithTheToken() {
        success(ecs.get(ecs(SERVERS)));
        success(ecs.get(ecs(SERVERS)));

        assertThat(cloud.server.received("/v2.1/"))
                .singleElement()
                .satisfies(request -> assertThat(request.header("x-auth-token")).isEqualTo("t1"));
    }

    @Test
    void aServerThatOffersLessIsAskedForThat() {
        cloud.server.on("/v2.1/", Reply.json(200, "{\"version\":{\"version\":\"2.53\"}}"));

        success(ecs.get(ecs(SERVERS)));

        assertThat(cloud.server.received(SERVERS).getFirst().header("x-openstack-nova-api-version"))
                .isEqualTo("2.53");
    }

    @Test
    void theDocumentMayStandAtThePathWithoutASlash() {
        cloud.server.on("/v2.1/", Reply.json(404, "{}"));
        cloud.server.on("/v2.1", Reply.json(200, "{\"versions\":[{\"version\":\"2.42\"}]}"));

        success(ecs.get(ecs(SERVERS)));

        assertThat(cloud.server.received(SERVERS).getFirst().header("x-openstack-nova-api-version"))
                .isEqualTo("2.42");
    }

    @Test
    void withoutADocumentTheConfiguredOneIsUsedAndNotAskedAgain() {
        cloud.server.on("/v2.1/", Reply.json(200, "<html>"));

        success(ecs.get(ecs(SERVERS)));
        success(ecs.get(ecs(SERVERS)));

        assertThat(cloud.server.received("/v2.1/")).hasSize(1);
        assertThat(cloud.server.received(SERVERS).getLast().header("x-openstack-nova-api-version"))
                .isEqualTo("2.58");
    }

    @Test
    void withoutV21ItIsReadUnderV2WithoutAVersion() {
        cloud.server.on("/v2.1/", Reply.json(300, "{\"choices\":[]}"));
        cloud.server.on("/v2/", Reply.json(200, "{\"version\":{\"id\":\"v2.0\",\"version\":\"\"}}"));
        cloud.server.on("/v2/p1/servers", Reply.json(200, "{}"));

        success(ecs.get(ecs(SERVERS).with("changes-since", "2026-01-01T00:00:00+01:00")));

        assertThat(cloud.server.received("/v2/p1/servers")).singleElement().satisfies(request -> {
            assertThat(request.target()).endsWith("?changes-since=2026-01-01T00%3A00%3A00%2B01%3A00");
            assertThat(request.headers()).doesNotContainKeys("openstack-api-version", "x-openstack-nova-api-version");
        });
    }

    @Test
    void aDocumentThatIsMerelyHiddenDoesNotSendItToV2() {
        cloud.server.on("/v2.1/", Reply.json(404, "{}"));
        cloud.server.on("/v2/", Reply.json(404, "{}"));

        success(ecs.get(ecs(SERVERS)));

        assertThat(cloud.server.received(SERVERS)).hasSize(1);
    }

    @Test
    void aServerThatGrewOlderLowersItOn406() {
        cloud.server.on(
                "/v2.1/",
                Reply.json(200, "{\"version\":{\"version\":\"2.60\"}}"),
                Reply.json(200, "{\"version\":{\"version\":\"2.50\"}}"));
        cloud.server.on(SERVERS, Reply.json(406, "{\"computeFault\":{\"code\":406}}"), GOOD);

        success(ecs.get(ecs(SERVERS)));

        assertThat(cloud.server.received(SERVERS).getLast().header("x-openstack-nova-api-version"))
                .isEqualTo("2.50");
    }

    @Test
    void a406ThatStaysIsGivenUp() {
        cloud.server.on(SERVERS, Reply.json(406, "{\"computeFault\":{\"code\":406}}"));

        var failure = failure(ecs.get(ecs(SERVERS)));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_ACCEPTABLE);
        assertThat(failure.code()).isEqualTo("computeFault");
        assertThat(cloud.server.received(SERVERS)).hasSize(1);
        assertThat(cloud.server.received("/v2.1/")).hasSize(2);
    }

    @Test
    void behindV2NothingIsEchoed() {
        cloud.server.on(SERVERS, Reply.json(200, "{}"));

        assertThat(success(ecs.get(ecs(SERVERS))).microversion()).isNull();
    }
}
