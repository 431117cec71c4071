package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.changetrail.access.Issuers;
import io.changetrail.access.WithTokens;
import io.changetrail.support.PlainClient;
import io.changetrail.timeline.StoredRows;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written down of who read what. */
@WithTokens
class ReadAuditTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TIMELINE = "/api/v1/timeline?since=2024-01-20T00:00:00Z&until=2024-02-01T00:00:00Z";

    private final Logger reads = (Logger) LoggerFactory.getLogger("changetrail.reads");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };
    private final PlainClient client;
    private final StoredRows rows;
    private final String token = Issuers.token("J\u00fcrgen \u2028\r\n{}", "changetrail.read", "project-a");

    ReadAuditTests(@LocalServerPort int port, @Autowired JdbcClient jdbc) {
        this.client = new PlainClient(port);
        this.rows = new StoredRows(jdbc);
        rows.clear();
        LinkedServer.store(rows, "mine", "project-a");
        appender.setContext(reads.getLoggerContext());
        appender.start();
        reads.addAppender(appender);
    }

    @AfterEach
    void stop() {
        reads.detachAppender(appender);
    }

    @Test
    void anAnswerIsToldWithWhoAskedWhatAndHowManyRows() {
        var answer = client.get(TIMELINE + "&kind=action,change&limit=3", token);
        assertThat(answer.status()).isEqualTo(200);
        var line = line();
        assertThat(line.path("subject").asString()).isEqualTo("J\u00fcrgen \u2028\r\n{}");
        assertThat(line.path("issuer").asString()).isEqualTo(Issuers.MAIN.issuer());
        assertThat(line.path("projects").asString()).isEqualTo("project-a");
        assertThat(line.path("roles").toString()).isEqualTo("[\"changetrail.read\"]");
        assertThat(line.path("path").asString()).isEqualTo("/api/v1/timeline");
        assertThat(line.path("parameters").path("kind").toString()).isEqualTo("[\"action,change\"]");
        assertThat(line.path("rows").asInt()).isEqualTo(3);
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(line.path("trace_id").asString()).matches("[0-9a-f]{32}");
        assertThat(lines.getFirst()).matches("[ -~]+").doesNotContain("resize", "flavor", token);
    }

    @Test
    void everyRowOfAnExportCounts() {
        for (int i = 0; i < 600; i++) {
            rows.server("server-" + i, "project-a", "name-" + i);
        }
        var answer = client.ask("GET", "/api/v1/servers", "Authorization", "Bearer " + token, "Accept", "text/csv");
        assertThat(answer.body().lines().count()).isEqualTo(602);
        assertThat(line().path("rows").asInt()).isEqualTo(601);
    }

    @Test
    void aPageThatTheCallerHasAlreadyIsNoRows() {
        var tag = client.get("/api/v1/servers", token).header("ETag");
        line();
        lines.clear();
        var again = client.ask("GET", "/api/v1/servers", "Authorization", "Bearer " + token, "If-None-Match", tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(line().path("rows").asInt()).isZero();
    }

    @Test
    void cursorsStayOut() {
        var cursor = client.get(TIMELINE + "&limit=1", token)
                .json()
                .path("page")
                .path("next_cursor")
                .asString();
        line();
        lines.clear();
        assertThat(client.get(TIMELINE + "&limit=1&cursor=" + cursor, token).status())
                .isEqualTo(200);
        assertThat(line().path("parameters").path("cursor").toString()).isEqualTo("[\"...\"]");
        assertThat(lines.getFirst()).doesNotContain(cursor);
    }

    @Test
    void refusalsAreToldWithoutTheValuesThatWereSent() {
        assertRefused(client.ask("GET", "/api/v1/servers?q=canary"), 401, false);
        assertRefused(client.get("/api/v1/servers?q=canary", "canary"), 401, false);
        assertRefused(client.get("/api/v1/servers?access_token=canary", token), 400, false);
        assertRefused(client.get("/api/v1/quarantine?q=canary", token), 403, true);
        assertRefused(client.get("/api/v1/servers?colour=canary", token), 400, true);
        assertRefused(client.get("/api/v1/servers/nobody", token), 404, true);
    }

    @Test
    void aDocumentIsOneRowAndTheFeedHasItsEvents() {
        client.get("/api/v1/servers/mine", token);
        assertThat(line().path("rows").asInt()).isEqualTo(1);
        lines.clear();
        client.get("/api/v1/feed", token);
        assertThat(line().path("rows").asInt()).isZero();
    }

    @Test
    void whatNeedsNoTokenIsNotTold(@LocalManagementPort int management) {
        client.ask("GET", "/livez");
        try (var metrics = new PlainClient(management)) {
            assertThat(metrics.ask("GET", "/actuator/prometheus").status()).isEqualTo(200);
        }
        client.get("/api/v1/servers/mine", token);
        line();
        assertThat(lines).hasSize(1);
    }

    private void assertRefused(PlainClient.Answer answer, int status, boolean known) {
        assertThat(answer.status()).isEqualTo(status);
        var line = line();
        assertThat(line.path("status").asInt()).isEqualTo(status);
        assertThat(line.path("rows").asInt()).isZero();
        assertThat(line.has("subject")).isEqualTo(known);
        assertThat(lines.getFirst()).doesNotContain("canary");
        lines.clear();
    }

    /** The first one; it may come after its answer. */
    private JsonNode line() {
        await().atMost(SOON).until(() -> !lines.isEmpty());
        return JsonMapper.shared().readTree(lines.getFirst());
    }
}
