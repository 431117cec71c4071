package io.changetrail.bench;

import io.changetrail.ChangetrailApplication;
import io.changetrail.cloud.CannedService;
import io.changetrail.cloud.CloudService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole service as in production, its pollers included, over a given database and with canned clouds. */
final class BenchmarkedService implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private BenchmarkedService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Its pollers begin at once. */
    static BenchmarkedService start(EmbeddedPostgres postgres, CannedCloud cloud, ServerTemplates.Recorded recorded) {
        return start(postgres, cloud, recorded, Map.of());
    }

    /** @param more variables, which win over the usual ones */
    static BenchmarkedService start(
            EmbeddedPostgres postgres, CannedCloud cloud, ServerTemplates.Recorded recorded, Map<String, String> more) {
        var variables = environment(postgres, recorded);
        variables.putAll(more);
        return new BenchmarkedService(new SpringApplicationBuilder(ChangetrailApplication.class)
                .initializers(context -> {
                    context.getEnvironment()
                            .getPropertySources()
                            .addFirst(new SystemEnvironmentPropertySource("bench-systemEnvironment", variables));
                    context.getBeanFactory().addBeanPostProcessor(canned(cloud));
                })
                .run());
    }

    ApplicationContext context() {
        return context;
    }

    JdbcClient database() {
        return context.getBean(JdbcClient.class);
    }

    @Override
    public void close() {
        context.close();
    }

    static Map<String, Object> environment(EmbeddedPostgres postgres, ServerTemplates.Recorded recorded) {
        var projects = recorded.servers().stream()
                .map(ServerTemplate::projectId)
                .distinct()
                .collect(Collectors.joining(","));
        Map<String, Object> variables = new HashMap<>();
        variables.put("SPRING_DATASOURCE_URL", postgres.getJdbcUrl("postgres", "postgres"));
        variables.put("SPRING_DATASOURCE_USERNAME", "postgres");
        variables.put("SPRING_DATASOURCE_PASSWORD", "postgres");
        variables.put("SERVER_PORT", "0");
        variables.put("MANAGEMENT_SERVER_PORT", "0");
        variables.put("CHANGETRAIL_ACCESS_MODE", "open");
        variables.put("CHANGETRAIL_SYNC_INTERVAL", "1s");
        variables.put("CHANGETRAIL_CORRELATION_INTERVAL", "1d");
        variables.put("CHANGETRAIL_CLOUD_REGION", "eu-de");
        variables.put("CHANGETRAIL_CLOUD_DOMAIN_ID", recorded.domainId());
        variables.put("CHANGETRAIL_CLOUD_PROJECT_IDS", projects);
        variables.put("CHANGETRAIL_CLOUD_ECS_ENDPOINT", "http://ecs.invalid");
        variables.put("CHANGETRAIL_CLOUD_RMS_ENDPOINT", "http://rms.invalid");
        variables.put("CHANGETRAIL_CLOUD_CREDENTIALS_ACCESS_KEY", "bench");
        variables.put("CHANGETRAIL_CLOUD_CREDENTIALS_SECRET_KEY", "bench");
        return variables;
    }

    private static BeanPostProcessor canned(CannedCloud cloud) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof CloudService
                        ? CannedService.of(name, cloud, Clock.systemUTC(), new SimpleMeterRegistry())
                        : bean;
            }
        };
    }
}
