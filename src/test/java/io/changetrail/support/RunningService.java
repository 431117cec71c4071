package io.changetrail.support;

import io.changetrail.ChangetrailApplication;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole service in this JVM, configured as in production by environment variables alone, on free loopback ports. */
public final class RunningService implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts it in {@code open} mode, with an own database unless the environment names one.
     *
     * @param environment further variables, such as those of a simulated cloud; they win over the defaults
     * @param changes what else is to be different in the application's context
     */
    @SafeVarargs
    public static RunningService start(
            Map<String, String> environment, ApplicationContextInitializer<GenericApplicationContext>... changes) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("SERVER_PORT", "0");
        variables.put("MANAGEMENT_SERVER_PORT", "0");
        variables.put("CHANGETRAIL_ACCESS_MODE", "open");
        variables.put("CHANGETRAIL_SYNC_INTERVAL", "200ms");
        variables.put("CHANGETRAIL_CORRELATION_INTERVAL", "200ms");
        variables.put("CHANGETRAIL_CLOUD_REQUESTS_PER_SECOND", "1000");
        variables.putAll(environment);
        var application = new SpringApplicationBuilder(ChangetrailApplication.class);
        if (!environment.containsKey("SPRING_DATASOURCE_URL")) {
            application.sources(DatabaseTestConfiguration.class);
        }
        return new RunningService(application
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
                .initializers(changes)
                .run());
    }

    /** The same at a database that others use too. */
    public static RunningService startAt(TestDatabase database, Map<String, String> environment) {
        var variables = new LinkedHashMap<>(database.environment());
        variables.putAll(environment);
        return start(variables);
    }

    public JdbcClient database() {
        return context.getBean(JdbcClient.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String property(String name) {
        return context.getEnvironment().getRequiredProperty(name);
    }

    /** Where the API answers. */
    public String address() {
        return "http://127.0.0.1:" + property("local.server.port");
    }

    /** Where health and metrics answer. */
    public String managementAddress() {
        return "http://127.0.0.1:" + property("local.management.port");
    }

    @Override
    public void close() {
        context.close();
    }
}
