package io.changetrail.timeline.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import generated.client.ApiClient;
import generated.client.ApiException;
import generated.client.api.CoverageApi;
import generated.client.api.FeedApi;
import generated.client.api.ServersApi;
import generated.client.api.TimelinesApi;
import generated.client.model.Attribution;
import generated.client.model.CoverageState;
import generated.client.model.Difference;
import generated.client.model.Entry;
import generated.client.model.Fault;
import generated.client.model.Kind;
import generated.client.model.Problem;
import io.changetrail.access.Issuers;
import io.changetrail.access.WithTokens;
import io.changetrail.sync.Feed;
import io.changetrail.sync.Quarantine;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The client that the build generates from the checked-in description, at the running service. */
@WithTokens
class GeneratedClientTests {

    private static final String SINCE = "2024-01-20T00:00:00Z";
    private static final String UNTIL = "2024-02-01T00:00:00Z";

    private final ApiClient client = new ApiClient();
    private final ServersApi servers;
    private final TimelinesApi timelines;

    GeneratedClientTests(
            @LocalServerPort int port,
            @Autowired JdbcClient jdbc,
            @Autowired Quarantine quarantine,
            @Autowired Feed feed,
            @Autowired PlatformTransactionManager transactions) {
        Twins.store(jdbc, quarantine, feed, transactions);
        var token = Issuers.token("generated client", "changetrail.read", "project-a");
        client.updateBaseUri("http://127.0.0.1:" + port);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        this.servers = new ServersApi(client);
        this.timelines = new TimelinesApi(client);
    }

    @Test
    void serversAreListed() throws ApiException {
        var page = servers.servers(
                ServersApi.APIServersRequest.newBuilder().q("ecs-mine").build());

        assertThat(page.getData()).extracting(server -> server.getServerId()).containsExactly("mine-2", "mine");
        assertThat(page.getPage().getNextCursor()).isNull();
        assertThat(page.getCoverage()).hasSize(2);
        var one = servers.server(
                ServersApi.APIServerRequest.newBuilder().serverId("mine").build());
        assertThat(one.getProperties()).containsKey("status");
    }

    @Test
    void aTimelineIsWalkedToItsEndWithFilters() throws ApiException {
        var changes = walk(List.of("change"));

        assertThat(changes).hasSize(6).extracting(Entry::getKind).containsOnly(Kind.CHANGE);
        assertThat(changes).extracting(Entry::getTime).isSorted();
        assertThat(walk(List.of("action"))).hasSize(4);
        assertThat(walk(List.of("action", "change")))
                .hasSize(10)
                .extracting(Entry::getId)
                .doesNotHaveDuplicates();
    }

    private List<Entry> walk(List<String> kinds) throws ApiException {
        var entries = new ArrayList<Entry>();
        @Nullable String cursor = null;
        do {
            var page = timelines.timeline(TimelinesApi.APITimelineRequest.newBuilder()
                    .kind(kinds)
                    .since(SINCE)
                    .until(UNTIL)
                    .order("asc")
                    .limit(3)
                    .cursor(cursor)
                    .build());
            entries.addAll(page.getData());
            cursor = page.getPage().getNextCursor();
        } while (cursor != null);
        return entries;
    }

    @Test
    void aChangeNamesItsCauseAndRival() throws ApiException {
        var listed = walk(List.of("change")).stream()
                .filter(entry -> !requireNonNull(entry.getChange()).getCauses().isEmpty())
                .findFirst()
                .orElseThrow();
        var change = timelines.change(TimelinesApi.APIChangeRequest.newBuilder()
                .changeId(listed.getId())
                .build());

        assertThat(change.getChange()).isEqualTo(listed.getChange());
        var shown = requireNonNull(change.getChange());
        assertThat(shown.getAttribution()).isEqualTo(Attribution.ATTRIBUTED);
        assertThat(shown.getCauses().getFirst().getEvidence()).isNotEmpty();
        assertThat(shown.getRivals()).hasSize(1);
        assertThat(shown.getDiff().values()).extracting(Difference::getAfter).containsExactly("s2.large.2");
    }

    @Test
    void thePastIsTold() throws ApiException {
        var state = servers.serverState(ServersApi.APIServerStateRequest.newBuilder()
                .serverId("mine")
                .at(UNTIL)
                .build());
        var blame = servers.serverBlame(ServersApi.APIServerBlameRequest.newBuilder()
                .serverId("mine")
                .at(UNTIL)
                .build());

        assertThat(state.getProperties()).containsEntry("status", "ACTIVE");
        assertThat(state.getRelations()).hasSize(1);
        assertThat(blame.getData()).extracting(row -> row.getPath()).contains("/properties/status");
        assertThat(blame.getData())
                .allSatisfy(row -> assertThat(row.getChangeId()).isNotNull());
    }

    @Test
    void leftoversCoverageAndTheFeedAreRead() throws ApiException {
        var residuals = timelines.residuals(TimelinesApi.APIResidualsRequest.newBuilder()
                .side("action")
                .since(SINCE)
                .until(UNTIL)
                .build());
        var coverage = new CoverageApi(client)
                .coverage(CoverageApi.APICoverageRequest.newBuilder()
                        .since(SINCE)
                        .until(UNTIL)
                        .build());
        var feed = new FeedApi(client);
        var first = feed.feed(FeedApi.APIFeedRequest.newBuilder().limit(1).build());
        var rest = feed.feed(FeedApi.APIFeedRequest.newBuilder()
                .after(first.getPage().getNextPosition())
                .build());

        assertThat(residuals.getData()).hasSize(2);
        assertThat(coverage.getData())
                .extracting(row -> row.getState())
                .containsExactly(CoverageState.COMPLETE, CoverageState.COMPLETE);
        assertThat(first.getData()).hasSize(1);
        assertThat(rest.getData()).hasSize(1);
        assertThat(rest.getData().getFirst().getTime()).isNotNull();
    }

    @Test
    void aProblemIsParsed() throws Exception {
        var unknown = catchThrowableOfType(
                ApiException.class,
                () -> timelines.change(TimelinesApi.APIChangeRequest.newBuilder()
                        .changeId(UUID.randomUUID())
                        .build()));
        var wrong = catchThrowableOfType(
                ApiException.class,
                () -> servers.servers(
                        ServersApi.APIServersRequest.newBuilder().limit(0).build()));

        assertThat(problem(unknown).getType().toString()).isEqualTo("urn:changetrail:problem:not-found");
        assertThat(wrong.getCode()).isEqualTo(400);
        assertThat(problem(wrong).getErrors()).extracting(Fault::getParameter).containsExactly("limit");
    }

    private Problem problem(ApiException refused) throws Exception {
        return client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
    }
}
