package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.support.NotedConnections;
import io.changetrail.timeline.StoredRows;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;

@OpenMode
@Import(ServingTests.ThreadNames.class)
class ServingTests {

    private static final NotedConnections NOTED = new NotedConnections();

    private final WebTestClient web;
    private final Walk walk;

    ServingTests(@Autowired WebTestClient web, @Autowired JdbcClient jdbc) {
        this.web = web;
        this.walk = new Walk(web);
        var rows = new StoredRows(jdbc);
        rows.clear();
        LinkedServer.store(rows, "server-1", "project-1");
    }

    @Test
    void theDatabaseIsReadOnVirtualThreadsOnly() {
        NOTED.forget();
        walk.status("/api/v1/servers");
        walk.status("/api/v1/servers/server-1/timeline?limit=1");
        walk.status("/api/v1/timeline");
        walk.status("/api/v1/coverage");

        assertThat(NOTED.threads()).isNotEmpty().allMatch(name -> name.startsWith("http-"));
    }

    @Test
    void theDescriptionNamesEveryParameterAndFieldAsTheJsonDoes() {
        var api = walk.page("/v3/api-docs");

        assertThat(api.path("openapi").asString()).startsWith("3.1");
        var timeline =
                api.path("paths").path("/api/v1/servers/{server_id}/timeline").path("get");
        assertThat(timeline.path("operationId").asString()).isEqualTo("serverTimeline");
        assertThat(timeline.path("parameters")
                        .valueStream()
                        .map(parameter -> parameter.path("name").asString()))
                .contains("server_id", "kind", "since", "cursor", "include")
                .doesNotContain("caller", "parameters", "request");
        var schemas = api.path("components").path("schemas");
        assertThat(schemas.path("Change").path("properties").propertyNames()).contains("capture_time", "resource_id");
        assertThat(schemas.path("CoverageRow").isMissingNode()).isTrue();
    }

    @Test
    void probesAnswerOnTheServingPortAndMetricsOnTheOther(@LocalManagementPort int management) {
        assertThat(walk.statusOfPlain("/livez")).isEqualTo(200);
        assertThat(walk.statusOfPlain("/readyz")).isEqualTo(200);
        assertThat(walk.status("/actuator/prometheus")).isEqualTo(404);
        web.get()
                .uri(URI.create("http://localhost:" + management + "/actuator/prometheus"))
                .exchange()
                .expectStatus()
                .isOk();
        web.get()
                .uri(URI.create("http://localhost:" + management + "/actuator/env"))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class ThreadNames {

        @Bean
        static NotedConnections notedConnections() {
            return NOTED;
        }
    }
}
