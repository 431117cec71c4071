package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.WithTokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What all lists have alike: forms, tags, pages and windows. */
@WithTokens
@TestInstance(Lifecycle.PER_CLASS)
class MannerContractTests {

    private static final String ENTRY =
            "id,kind,time,recorded_at,server_id,server_name,project_id,summary,action,user_id,"
                    + "request_id,outcome,effect,status,attribution,score,provisional,diff";

    private final ContractService service;

    MannerContractTests(@LocalServerPort int port, @Autowired ApplicationContext context) {
        this.service = ContractService.in(context, port, "manners");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            servers        | server_id,server_name,project_id,region,state,first_seen,last_seen,deleted_at,actions,changes,unattributed,freshness_ecs,freshness_rms
            serverTimeline | ENTRY
            timeline       | ENTRY
            request        | ENTRY
            residuals      | reason,ENTRY
            serverBlame    | path,value,since,change_id,request_id,action,user_id,score,attribution
            attributes     | value,text,count
            stats          | bucket,kind,action,outcome,attribution,server_id,count
            annotations    | time,timeEnd,title,text,tags
            quarantine     | id,source,scope,resource_id,reason,first_seen,last_seen,times,replayed_at,body
            coverage       | source,scope,state,complete_until,swept_until,gaps
            """)
    void aListIsTheSameInAllFormsAndNotSentTwice(String id, String columns) {
        var target = service.world().target(service.call(id), "");
        var page = service.get(target, "application/json");
        var lines = lines(target);
        var table = service.get(target, "text/csv");

        assertThat(page.json().path("data").isEmpty()).isFalse();
        assertThat(lines.subList(0, lines.size() - 1))
                .isEqualTo(page.json().path("data").valueStream().toList());
        assertThat(lines.getLast().propertyNames()).containsExactlyInAnyOrder("page", "window", "coverage");
        assertThat(table.header("content-type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(table.body().split("\r\n")).hasSize(lines.size()).startsWith(columns.replace("ENTRY", ENTRY));
        assertThat(states(JsonMapper.shared().readTree(table.header("changetrail-coverage"))))
                .isEqualTo(states(page.json().path("coverage")))
                .isEqualTo(states(lines.getLast().path("coverage")));
        assertThat(page.header("etag")).startsWith("W/\"");
        var again = service.send("GET", target, "If-None-Match", page.header("etag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void aPageHasAHundredEntriesUnlessAskedOtherwiseAndAtMostAThousand() {
        var target = "/api/v1/servers/many/timeline?order=asc";

        assertThat(size(target)).isEqualTo(100);
        assertThat(size(target + "&limit=1000")).isEqualTo(1000);
        for (var form : List.of("application/x-ndjson", "text/csv")) {
            assertThat(service.get(target, form).body().lines()).hasSize(ContractWorld.MANY + 1);
            var page = service.get(target + "&limit=1000", form);
            assertThat(page.body().lines()).hasSize(1001);
            var next = page.header("link").replaceAll("<(.*)>.*", "$1");
            assertThat(service.get(next.replace("&limit=1000", ""), form).body().lines())
                    .hasSize(2);
        }
    }

    @Test
    void withoutAWindowAServerTellsAllAndManyTellTheLastDay() {
        var own = service.send("GET", "/api/v1/servers/mine/timeline").json();
        var many = service.send("GET", "/api/v1/timeline?until=2024-01-30T15:00:00.000001Z")
                .json();

        assertThat(own.path("window").toString()).isEqualTo("{\"since\":null,\"until\":null}");
        assertThat(own.path("data").size()).isEqualTo(5);
        assertThat(many.path("window").path("since").asString()).isEqualTo("2024-01-29T15:00:00.000001Z");
        assertThat(new Shown(service.world()).of("timeline", many))
                .containsExactly("name", "reboot", "odd", "change", "resize", "stop");
    }

    @Test
    void aSyncIsWatchedAtItsLocation() {
        for (var id : List.of("startSync", "replay")) {
            var begun = service.ask(service.call(id), "");
            assertThat(begun.status()).isEqualTo(202);
            assertThat(begun.header("location")).matches("/api/v1/sync/[0-9a-f-]{36}");
            assertThat(service.send("GET", begun.header("location")).json().path("id"))
                    .isEqualTo(begun.json().path("id"));
        }
    }

    private int size(String target) {
        return service.send("GET", target).json().path("data").size();
    }

    private List<JsonNode> lines(String target) {
        return service.get(target, "application/x-ndjson")
                .body()
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    private static List<String> states(JsonNode coverage) {
        return coverage.valueStream()
                .map(row -> row.path("source").asString()
                        + row.path("scope").asString()
                        + row.path("state").asString())
                .toList();
    }
}
