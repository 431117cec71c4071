package io.changetrail.correlation;

import static io.changetrail.correlation.ServerStory.SERVER;
import static io.changetrail.correlation.ServerStory.stopped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import io.changetrail.support.DatabaseTestConfiguration;
import io.changetrail.sync.Feed;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@JdbcTest
@Import({DatabaseTestConfiguration.class, Feed.class})
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class LinkStoreTests {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private Feed feed;

    private LinkStore store;
    private Links links;

    @BeforeEach
    void assemble() {
        jdbc.sql("truncate link, link_revision, change_class, action_class, feed")
                .update();
        var rows = new LinkRows(jdbc, JsonMapper.shared());
        store = new LinkStore(jdbc, rows, new LinkHistory(jdbc, feed, JsonMapper.shared()), JsonMapper.shared());
        links = new Links(rows);
    }

    @Test
    void whatIsStoredIsReadBackWhole() {
        var story = eventful();
        var correlation = story.correlate();
        replace(correlation);

        var servers = List.of(SERVER);
        var changes = story.items().stream().map(HistoryItem::id).toList();
        var actions = story.actions().stream().map(InstanceAction::id).toList();
        assertThat(links.ofChanges(servers, changes)).containsExactlyInAnyOrderElementsOf(correlation.links());
        assertThat(links.ofActions(servers, actions)).containsExactlyInAnyOrderElementsOf(correlation.links());
        assertThat(links.ofRequest("req-a"))
                .isNotEmpty()
                .allMatch(link -> link.requestId().equals("req-a"));
        assertThat(links.changeClasses(servers, changes)).containsExactlyInAnyOrderElementsOf(correlation.changes());
        assertThat(links.actionClasses(servers, actions)).containsExactlyInAnyOrderElementsOf(correlation.actions());
    }

    @Test
    void theSameResultAgainWritesNothing() {
        var correlation = eventful().correlate();

        assertThat(replace(correlation)).isPositive();
        assertThat(replace(correlation)).isZero();
    }

    @Test
    void aLinkThatNoLongerHoldsIsGone() {
        replace(eventful().correlate());
        replace(new Correlation(List.of(), List.of(), List.of()));

        assertThat(links.ofRequest("req-a")).isEmpty();
        assertThat(jdbc.sql("select count(*) from change_class")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void linksOfAnotherServerAreNotFound() {
        var story = eventful();
        replace(story.correlate());

        assertThat(links.ofChanges(List.of("another"), List.of(story.last().id())))
                .isEmpty();
        assertThat(links.ofChanges(List.of(SERVER), List.of())).isEmpty();
    }

    @Test
    void aLinksPastTellsWhatBecameOfItAndWhy() {
        var story = eventful();
        var correlation = story.correlate();
        var link = correlation.links().getFirst();
        var revised = new Link(
                link.resourceId(),
                link.changeId(),
                link.requestId(),
                link.actionId(),
                0.25,
                false,
                List.of(),
                List.of(),
                "Another fits better.");
        replace(new Correlation(List.of(link), List.of(), List.of()));
        replace(new Correlation(List.of(revised), List.of(), List.of()));
        replace(new Correlation(List.of(revised), List.of(), List.of()));
        replace(new Correlation(List.of(), List.of(), List.of()));
        replace(new Correlation(List.of(link), List.of(), List.of()));

        assertThat(links.history(SERVER, link.changeId()))
                .extracting(LinkRevision::what, LinkRevision::score, LinkRevision::because)
                .containsExactly(
                        tuple("created", link.score(), "req-c recorded"),
                        tuple("revised", 0.25, "req-c recorded"),
                        tuple("retracted", 0.25, "req-c recorded"),
                        tuple("created", link.score(), "req-c recorded"));
        assertThat(links.history(SERVER, UUID.randomUUID())).isEmpty();
    }

    @Test
    void theFeedTellsEveryDifferenceOnce() {
        var correlation = eventful().correlate();
        replace(correlation);
        replace(correlation);
        replace(new Correlation(List.of(), List.of(), List.of()));

        assertThat(told("link.created")).isEqualTo(correlation.links().size());
        assertThat(told("link.retracted")).isEqualTo(correlation.links().size());
        assertThat(told("attribution.changed"))
                .isEqualTo(2L
                        * (correlation.changes().size() + correlation.actions().size()));
        assertThat(told("link.revised")).isZero();
    }

    private long told(String type) {
        return jdbc.sql("select count(*) from feed where type = ? and project_id = 'p'")
                .param(type)
                .query(Long.class)
                .single();
    }

    private int replace(Correlation correlation) {
        var written = new TransactionTemplate(transactions)
                .execute(status -> store.replace(SERVER, correlation, new Because("p", "req-c recorded"))
                        .rows());
        return Objects.requireNonNull(written);
    }

    private static ServerStory eventful() {
        return new ServerStory()
                .action("req-a", "stop", 0, 10)
                .action("req-b", "stop", 0, 10)
                .capture(16, 10, stopped())
                .action("req-c", "extend_volume", 20, 22);
    }
}
