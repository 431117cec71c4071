package io.changetrail.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL for a process outside this JVM, from the same place as {@link DatabaseTestConfiguration}.
 *
 * @param environment what points Spring Boot at it
 */
public record TestDatabase(Map<String, String> environment, AutoCloseable server) implements AutoCloseable {

    public static TestDatabase start() throws IOException {
        if (DatabaseTestConfiguration.DOCKER) {
            var container = new PostgreSQLContainer("postgres:18-alpine");
            container.start();
            return new TestDatabase(
                    environment(container.getJdbcUrl(), container.getUsername(), container.getPassword()), container);
        }
        var process = EmbeddedPostgres.start();
        return new TestDatabase(
                environment(process.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"), process);
    }

    private static Map<String, String> environment(String url, String username, String password) {
        return Map.of(
                "SPRING_DATASOURCE_URL", url,
                "SPRING_DATASOURCE_USERNAME", username,
                "SPRING_DATASOURCE_PASSWORD", password);
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
