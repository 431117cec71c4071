package io.changetrail.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores servers of a simulated cloud as the service itself stores them. */
final class IngestedTemplates {

    private static final int SERVERS = 80;

    private IngestedTemplates() {}

    /** The first items and actions of so many servers as lived long enough; no walk will find the servers again. */
    static ServerTemplates.Recorded store(EmbeddedPostgres postgres, CorrelationSize size) {
        var days = Math.max(size.actions(), size.items()) / 4;
        var recorded = ServerTemplates.recordNewest(SERVERS, days, size.items(), size.actions());
        var templates = recorded.servers();
        var cloud = new CannedCloud(templates, templates.size());
        try (var service = BenchmarkedService.start(postgres, cloud, recorded)) {
            var progress = new IngestProgress(service.database(), size.ofTemplates(templates.size()));
            Awaitility.await().atMost(Duration.ofMinutes(5)).until(progress::isDone);
            progress.requireAll();
        }
        JdbcClient.create(postgres.getPostgresDatabase())
                .sql("truncate server, server_seen, stream, dirty_resource, feed")
                .update();
        System.out.printf("records of %d simulated servers, multiplied under other ids%n", templates.size());
        return recorded;
    }
}
