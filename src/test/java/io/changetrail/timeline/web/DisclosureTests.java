package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.Issuers;
import io.changetrail.access.WithTokens;
import io.changetrail.support.PlainClient;
import io.changetrail.support.PlainClient.Answer;
import io.changetrail.sync.Feed;
import io.changetrail.sync.Quarantine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What readers see of an action and what only auditors see, in every list that shows one and in each of its forms. */
@WithTokens
class DisclosureTests {

    private static final String WINDOW = "since=2024-01-20T00:00:00Z&until=2024-02-01T00:00:00Z";

    private final PlainClient client;
    private final String reader = Issuers.token("disclosed", "changetrail.read", "project-a");
    private final String auditor =
            Issuers.token("disclosed to auditors", "changetrail.read changetrail.audit", "project-a");

    DisclosureTests(
            @LocalServerPort int port,
            @Autowired JdbcClient jdbc,
            @Autowired Quarantine quarantine,
            @Autowired Feed feed,
            @Autowired PlatformTransactionManager transactions) {
        this.client = new PlainClient(port);
        Twins.store(jdbc, quarantine, feed, transactions);
    }

    /** The stop stands in each of them; CSV and annotations have no place for a traceback or a document. */
    @ParameterizedTest
    @CsvSource({
        "timeline?kind=action&, application/json, true",
        "timeline?kind=action&, application/x-ndjson, true",
        "timeline?kind=action&, text/csv, false",
        "servers/mine/timeline?kind=action&, application/json, true",
        "servers/mine/timeline?kind=action&, application/x-ndjson, true",
        "servers/mine/timeline?kind=action&, text/csv, false",
        "requests/req-stop-mine?, application/json, true",
        "requests/req-stop-mine?, application/x-ndjson, true",
        "requests/req-stop-mine?, text/csv, false",
        "residuals?side=action&, application/json, true",
        "residuals?side=action&, application/x-ndjson, true",
        "residuals?side=action&, text/csv, false",
        "annotations?kind=action&, application/json, false"
    })
    void noListAndNoFormShowsReadersATraceback(String list, String form, boolean toAuditors) {
        var target = "/api/v1/" + list + WINDOW;
        assertThat(shown(target, form, reader)).contains("mine").doesNotContain("raceback", "\"raw\"");
        assertThat(shown(target, form, auditor)).contains("mine");
        assertThat(shown(target, form, auditor).contains("Traceback of compute_stop"))
                .isEqualTo(toAuditors);
        if (!list.startsWith("residuals") && !list.startsWith("annotations")) {
            var raw = target + "&include=raw";
            assertThat(ask(raw, form, reader).status()).isEqualTo(403);
            assertThat(shown(raw, form, auditor).contains("\"raw\"")).isEqualTo(toAuditors);
        }
    }

    private String shown(String target, String form, String token) {
        var answer = ask(target, form, token);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith(form);
        return answer.body();
    }

    private Answer ask(String target, String form, String token) {
        return client.ask("GET", target, "Authorization", "Bearer " + token, "Accept", form);
    }
}
