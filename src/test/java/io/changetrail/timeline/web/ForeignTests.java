package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.TokenIssuer;
import io.changetrail.support.ServingOnly;
import io.changetrail.sync.Feed;
import io.changetrail.sync.FeedEvent;
import io.changetrail.timeline.StoredRows;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A tenant asks every list for what is another's. */
@ServingOnly
@AutoConfigureWebTestClient(timeout = "30s")
class ForeignTests {

    private static final TokenIssuer ISSUER = new TokenIssuer();
    private static final String WINDOW = "&since=2024-01-20T00:00:00Z&until=2024-02-01T00:00:00Z";

    private final Walk mine;
    private final Walk all;

    ForeignTests(
            @Autowired WebTestClient web,
            @Autowired JdbcClient jdbc,
            @Autowired Feed feed,
            @Autowired PlatformTransactionManager transactions) {
        this.mine = as(web, "project-a");
        this.all = as(web, "*");
        var rows = new StoredRows(jdbc);
        rows.clear();
        jdbc.sql("update feed_kept set xid = '0', number = 0").update();
        LinkedServer.watched(rows, "project-a", "project-b");
        LinkedServer.store(rows, "mine", "project-a").unexplained(rows);
        LinkedServer.store(rows, "theirs", "project-b").unexplained(rows);
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        status -> feed.tell(List.of(new FeedEvent("link.created", "project-b", "theirs", "x", "{}"))));
    }

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry registry) {
        registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", ISSUER::keysUri);
        registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::issuer);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeline?server_id=theirs",
                "timeline?project_id=project-b",
                "annotations?server_id=theirs",
                "annotations?project_id=project-b",
                "stats?server_id=theirs",
                "stats?project_id=!project-a",
                "residuals?server_id=theirs",
                "residuals?project_id=project-b",
                "residuals?side=action&server_id=theirs",
                "residuals?side=action&project_id=project-b",
                "attributes/action?server_id=theirs",
                "attributes/path?project_id=project-b"
            })
    void aListShowsNothingOfAnother(String list) {
        assertThat(mine.page("/api/v1/" + list + WINDOW).path("data").isEmpty()).isTrue();
        assertThat(all.page("/api/v1/" + list + WINDOW).path("data").isEmpty()).isFalse();
    }

    @Test
    void theFeedTellsNothingOfAnother() {
        assertThat(mine.page("/api/v1/feed").path("data").isEmpty()).isTrue();
        assertThat(mine.page("/api/v1/feed?project_id=project-b").path("data").isEmpty())
                .isTrue();
        assertThat(all.page("/api/v1/feed").path("data").size()).isEqualTo(1);
        assertThat(mine.page("/api/v1/attributes/project_id").path("data").size())
                .isEqualTo(1);
    }

    private static Walk as(WebTestClient web, String project) {
        var token = ISSUER.token("changetrail.read", List.of(project));
        return new Walk(web.mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build());
    }
}
