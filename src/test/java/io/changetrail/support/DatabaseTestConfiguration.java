package io.changetrail.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A real PostgreSQL 18 for tests and the demo: a container where there is a Docker engine, an embedded server where not. */
@TestConfiguration(proxyBeanMethods = false)
public class DatabaseTestConfiguration {

    static final boolean DOCKER = dockerAvailable();

    @Bean
    @ServiceConnection
    @Conditional(OnDocker.class)
    PostgreSQLContainer postgresContainer() {
        return new PostgreSQLContainer("postgres:18-alpine");
    }

    @Bean
    @Conditional(OnNoDocker.class)
    EmbeddedPostgres postgresProcess() throws IOException {
        return EmbeddedPostgres.start();
    }

    @Bean
    @Conditional(OnNoDocker.class)
    JdbcConnectionDetails postgresProcessConnection(EmbeddedPostgres postgres) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return postgres.getJdbcUrl("postgres", "postgres");
            }

            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "postgres";
            }
        };
    }

    private static boolean dockerAvailable() {
        var available = DockerClientFactory.instance().isDockerAvailable();
        LoggerFactory.getLogger(DatabaseTestConfiguration.class)
                .info(
                        "PostgreSQL 18 for tests: {}",
                        available ? "a container (Docker engine found)" : "embedded (no Docker engine)");
        return available;
    }

    static class OnDocker implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return DOCKER;
        }
    }

    static class OnNoDocker implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !DOCKER;
        }
    }
}
