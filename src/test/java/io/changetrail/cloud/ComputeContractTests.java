package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.success;
import static io.changetrail.cloud.ContractCloud.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What we rely on in each of Nova's calls at 2.58; CONTRIBUTING says how to ask a real one. */
class ComputeContractTests {

    private static final String SERVERS = "/v2.1/{}/servers/detail";
    private static final String ACTIONS = "/v2.1/{}/servers/{}/os-instance-actions";
    private static final List<String> ROW = List.of(
            "action", "instance_uuid", "request_id", "user_id", "project_id", "start_time", "message", "updated_at");
    private static final List<String> EVENT = List.of("event", "start_time", "finish_time", "result");
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}";
    private static final String NOBODY = "11111111-2222-3333-4444-555555555555";

    private static ContractCloud cloud;
    private static CloudService nova;
    private static List<JsonNode> servers;
    private static JsonNode busiest;

    @BeforeAll
    static void findAServer() {
        cloud = new ContractCloud();
        nova = cloud.services().ecs();
        servers = rows(MarkerPages.walk(detail().with("limit", 100), nova::get, Markers.novaServers()), "servers", 3);
        Assumptions.assumeFalse(servers.isEmpty(), "the project has no server");
        busiest = servers.stream()
                .limit(20)
                .max(Comparator.comparing(ComputeContractTests::actionsOrNone))
                .orElseThrow();
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @Test
    void theVersionDocumentNamesTheHighestMicroversion() {
        var document = success(nova.get(CloudRequest.get(cloud.project(), "/v2.1/")));

        assertThat(document.body().at("/version/version").asString()).matches("2\\.\\d+");
        assertThat(document.body().at("/version/id").asString()).isEqualTo("v2.1");
    }

    @Test
    void theOlderVersionDocumentIsThereAsAWayOut() {
        var document = success(nova.get(CloudRequest.get(cloud.project(), "/v2/")));

        assertThat(document.body().at("/version/id").asString()).isEqualTo("v2.0");
    }

    @Test
    void everyAnswerEchoesItsMicroversion() {
        assertThat(success(nova.get(detail().with("limit", 1))).microversion()).isEqualTo("2.58");
    }

    @Test
    void aServersRowHasWhatPollingNeeds() {
        assertThat(servers).allSatisfy(server -> {
            assertThat(server.path("id").asString()).hasSize(36);
            assertThat(server.path("status").asString()).isNotEmpty();
            assertThat(server.path("updated").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        });
    }

    @Test
    void aFullPageOfServersHasANextLinkAndPagesOfOneAreThePage() {
        var page = success(nova.get(detail().with("limit", 1)));
        var ones = rows(MarkerPages.walk(detail().with("limit", 1), nova::get, Markers.novaServers()), "servers", 5);

        assertThat(page.body().at("/servers_links/0/rel").asString()).isEqualTo("next");
        assertThat(ids(ones)).isEqualTo(ids(servers).subList(0, Math.min(5, servers.size())));
    }

    @Test
    void changesSinceShowsAtLeastWhatExists() {
        var request = detail().with("limit", 1000).with("changes-since", "1970-01-01T00:00:00Z");
        var changed = rows(MarkerPages.walk(request, nova::get, Markers.novaServers()), "servers", 3);

        assertThat(ids(changed)).containsAll(ids(servers).subList(0, Math.min(100, servers.size())));
    }

    @Test
    void anActionRowHasItsKeysInTheirOrder() {
        assertThat(actions(busiest)).isNotEmpty().allSatisfy(row -> {
            assertThat(row.propertyNames()).containsExactlyElementsOf(ROW);
            assertThat(row.path("request_id").asString()).startsWith("req-");
            assertThat(row.path("start_time").asString()).matches(TIME);
            assertThat(row.path("instance_uuid")).isEqualTo(busiest.path("id"));
        });
    }

    @Test
    void pagesOfTwoActionsAreTheWholeListInItsOrder() {
        var walk = MarkerPages.walk(list(busiest).with("limit", 2), nova::get, Markers.novaActions());

        assertThat(rows(walk, "instanceActions", 5))
                .isEqualTo(actions(busiest)
                        .subList(0, Math.min(10, actions(busiest).size())));
    }

    @Test
    void changesSinceOfActionsIsInclusive() {
        var newest = actions(busiest).getFirst();
        var since = newest.path("updated_at").asString();

        assertThat(success(nova.get(list(busiest).with("changes-since", since))).list("instanceActions"))
                .contains(newest);
    }

    @Test
    void aDetailIsItsRowWithTheEventsNewestFirst() {
        var row = actions(busiest).getLast();
        var detail = success(nova.get(detailOf(busiest, row.path("request_id").asString())))
                .body()
                .path("instanceAction");

        assertThat(detail.propertyNames())
                .startsWith(ROW.toArray(String[]::new))
                .endsWith("events");
        assertThat(detail.path("events"))
                .allSatisfy(event -> assertThat(event.propertyNames()).startsWith(EVENT.toArray(String[]::new)));
        assertThat(detail.path("events")
                        .valueStream()
                        .map(event -> event.path("start_time").asString()))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void whatIsUnknownIsItemNotFound() {
        for (var unknown : List.of(
                CloudRequest.get(cloud.project(), ACTIONS, cloud.project().id(), NOBODY),
                detailOf(busiest, "req-" + NOBODY))) {
            var failure = failure(nova.get(unknown));

            assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(failure.code()).isEqualTo("itemNotFound");
        }
    }

    @Test
    void aBadMarkerOrLimitIsABadRequest() {
        for (var bad :
                List.of(list(busiest).with("marker", "nonsense"), list(busiest).with("limit", "abc"))) {
            var failure = failure(nova.get(bad));

            assertThat(failure.kind()).isEqualTo(Kind.BAD_REQUEST);
            assertThat(failure.code()).isEqualTo("badRequest");
            assertThat(failure.requestId()).startsWith("req-");
        }
    }

    /** A server may be purged between the list and now. */
    private static long actionsOrNone(JsonNode server) {
        return nova.get(list(server).with("limit", 1000))
                .map(page -> (long) page.list("instanceActions").size())
                .onErrorReturn(CloudException.class, 0L)
                .blockOptional()
                .orElse(0L);
    }

    private static CloudRequest detail() {
        return CloudRequest.get(cloud.project(), SERVERS, cloud.project().id());
    }

    private static CloudRequest list(JsonNode server) {
        return CloudRequest.get(
                cloud.project(),
                ACTIONS,
                cloud.project().id(),
                server.path("id").asString());
    }

    private static CloudRequest detailOf(JsonNode server, String request) {
        var id = server.path("id").asString();
        return CloudRequest.get(
                cloud.project(), ACTIONS + "/{}", cloud.project().id(), id, request);
    }

    private static List<JsonNode> actions(JsonNode server) {
        return success(nova.get(list(server).with("limit", 1000)))
                .list("instanceActions")
                .valueStream()
                .toList();
    }

    private static List<String> ids(List<JsonNode> rows) {
        return rows.stream().map(row -> row.path("id").asString()).toList();
    }
}
