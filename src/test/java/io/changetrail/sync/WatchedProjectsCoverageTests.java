package io.changetrail.sync;

import static io.changetrail.sync.Coverage.State.BLIND;
import static io.changetrail.sync.Coverage.State.COMPLETE;
import static io.changetrail.sync.Coverage.State.PARTIAL;
import static io.changetrail.sync.GapReason.BACKFILL;
import static io.changetrail.sync.GapReason.NOT_SWEPT;
import static io.changetrail.sync.GapReason.OUTAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.StoredRows;
import io.changetrail.timeline.web.OpenMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** RMS is claimed for those projects only for which its lists were read, and since then; walks are made by hand. */
@OpenMode
class WatchedProjectsCoverageTests {

    private static final StreamKey RMS = new StreamKey("rms", "domain");

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS).minus(Duration.ofDays(10));
    private final Streams streams;
    private final WalkedProjects projects;
    private final Coverages coverages;
    private final JdbcClient jdbc;
    private final DataSource database;
    private final StoredRows rows;
    private final TransactionTemplate transaction;

    WatchedProjectsCoverageTests(
            @Autowired Streams streams,
            @Autowired WalkedProjects projects,
            @Autowired Coverages coverages,
            @Autowired JdbcClient jdbc,
            @Autowired DataSource database,
            @Autowired PlatformTransactionManager transactions) {
        this.streams = streams;
        this.projects = projects;
        this.coverages = coverages;
        this.jdbc = jdbc;
        this.database = database;
        this.rows = new StoredRows(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        rows.clear();
    }

    @Test
    void whatNoWalkIncludedIsBlind() {
        whole(0, Set.of("p1"));

        assertThat(rms("p1").state()).isEqualTo(COMPLETE);
        var other = rms("p2");
        assertThat(other.state()).isEqualTo(BLIND);
        assertThat(other.completeUntil()).isNull();
        assertThat(other.gaps()).extracting(Gap::reason).contains(OUTAGE);
    }

    @Test
    void aProjectThatIsLeftOutIsAnOutageSinceThenAndStaysOneIfItTakesLong() {
        whole(0, Set.of("p1", "p2"));
        whole(24, Set.of("p1"));
        whole(48, Set.of("p1"));
        assertThat(reasons("p2")).containsExactly(OUTAGE);
        assertThat(rms("p2").completeUntil()).isEqualTo(start);
        assertThat(reasons("p1")).as("of the days between two walks").containsExactly();

        whole(72, Set.of("p1", "p2"));
        assertThat(outages("p2")).containsExactly(Gap.closed(start, start.plus(Duration.ofHours(72)), OUTAGE));
        assertThat(outages("p1")).isEmpty();
        assertThat(told("p2"))
                .hasSize(2)
                .anyMatch(data -> data.contains("\"until\":null") || data.contains("\"until\": null"));
        assertThat(told("p1")).isEmpty();
    }

    @Test
    void aProjectThatIsLeftOutForAShortTimeLosesNothing() {
        whole(0, Set.of("p1", "p2"));
        whole(1, Set.of("p1"));
        assertThat(reasons("p2")).containsExactly(OUTAGE);
        assertThat(reasons("p1")).isEmpty();
        whole(2, Set.of("p1", "p2"));

        assertThat(reasons("p2")).isEmpty();
    }

    @Test
    void aProjectThatIsAddedIsBackfilledUntilAWalkIsWhole() {
        whole(0, Set.of("p1"));
        var walk = listed(1, Set.of("p1", "p2"));
        streams.release(walk, new Shortfall(Shortfall.Kind.UNFINISHED, "there was no time"));

        assertThat(rms("p2").state()).isEqualTo(PARTIAL);
        assertThat(reasons("p2")).containsExactly(BACKFILL);
        assertThat(reasons("p1")).isEmpty();
        assertThat(projects.areNew(walk, Set.of("p1", "p2"))).isFalse();
        assertThat(projects.areNew(walk, Set.of("p3"))).isTrue();
        whole(2, Set.of("p1", "p2"));
        assertThat(reasons("p2")).isEmpty();
        assertThat(rms("p2").state()).isEqualTo(COMPLETE);
    }

    @Test
    void whereAllProjectsAreWantedThoseAreWatchedThatHaveServers() {
        whole(0, null);
        jdbc.sql(
                        "insert into server (server_id, project_id, region, first_seen, last_seen) values ('s1', 'p1', 'r', now(), now())")
                .update();

        assertThat(rms("p1").state()).isEqualTo(COMPLETE);
        assertThat(rms("nobody").state()).isEqualTo(BLIND);
        whole(1, Set.of("p2"));
        assertThat(reasons("p1")).as("one of all, who are left out now").containsExactly(OUTAGE);
        whole(2, Set.of("p1"));
        assertThat(reasons("p1")).isEmpty();
    }

    @Test
    void projectsOfAnOlderVersionWereWatched() {
        var old = Flyway.configure().dataSource(database).schemas("older_version");
        old.target("9").load().migrate();
        try {
            jdbc.sql("""
                    insert into older_version.stream (source, scope, cursor_at)
                    values ('rms', 'domain', now()), ('rms', 'unread', null), ('ecs', 'p2', now())
                    """).update();
            jdbc.sql("""
                    insert into older_version.server (server_id, project_id, region, first_seen, last_seen)
                    values ('s1', 'p1', 'r', now(), now())
                    """).update();
            Flyway.configure()
                    .dataSource(database)
                    .schemas("older_version")
                    .load()
                    .migrate();

            assertThat(jdbc.sql("""
                                    select scope || '/' || project_id from older_version.walked_project
                                     where included and since is null order by 1
                                    """).query((row, number) -> row.getString(1)).list())
                    .containsExactly("domain/p1", "domain/p2");
        } finally {
            jdbc.sql("drop schema older_version cascade").update();
        }
    }

    private void whole(int hours, @Nullable Set<String> wanted) {
        var walk = listed(hours, wanted);
        streams.swept(walk, start);
        streams.complete(walk);
    }

    private Walk listed(int hours, @Nullable Set<String> wanted) {
        var walk = streams.claim(RMS, start.plus(Duration.ofHours(hours))).orElseThrow();
        transaction.executeWithoutResult(status -> {
            projects.listed(walk, wanted);
            streams.listed(walk);
        });
        return walk;
    }

    /** Over a year before the first walk, for which a whole sweep leaves no gap, and the time since. */
    private Coverage rms(String project) {
        return of(project, start.minus(Duration.ofDays(365)), start);
    }

    private List<GapReason> reasons(String project) {
        return of(project, start.minus(Duration.ofDays(365)), Instant.now()).gaps().stream()
                .map(Gap::reason)
                .filter(reason -> reason != NOT_SWEPT)
                .toList();
    }

    private List<Gap> outages(String project) {
        return of(project, Instant.EPOCH, Instant.now()).gaps().stream()
                .filter(gap -> gap.reason() == OUTAGE)
                .toList();
    }

    private Coverage of(String project, Instant since, Instant until) {
        return coverages.of(List.of(project), since, until).getLast();
    }

    private List<String> told(String project) {
        return jdbc.sql("select data::text from feed where subject = 'rms/' || ? order by xid, number")
                .param(project)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
