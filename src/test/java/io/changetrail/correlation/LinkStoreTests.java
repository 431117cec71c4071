package io.changetrail.correlation;

import static io.changetrail.correlation.ServerStory.SERVER;
import static io.changetrail.correlation.ServerStory.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import io.changetrail.support.DatabaseTestConfiguration;
import java.util.List;
import java.util.Objects;
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
@Import(DatabaseTestConfiguration.class)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class LinkStoreTests {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private LinkStore store;
    private Links links;

    @BeforeEach
    void assemble() {
        jdbc.sql("truncate link, change_class, action_class").update();
        var rows = new LinkRows(jdbc, JsonMapper.shared());
        store = new LinkStore(jdbc, rows, JsonMapper.shared());
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

    private int replace(Correlation correlation) {
        var written = new TransactionTemplate(transactions).execute(status -> store.replace(SERVER, correlation));
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
