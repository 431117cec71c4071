package io.changetrail.cloud;

import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.simulation.WorldGenerator;
import io.changetrail.simulation.WorldParameters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/**
 * The cloud that contract tests talk to: a simulated one, or with {@code -Dcloud=real} the one that the service's own
 * variables ({@code CHANGETRAIL_CLOUD_…}) in the environment point at.
 */
final class ContractCloud implements AutoCloseable {

    /** Whether the answers come from a cloud that knows nothing of these tests. */
    static final boolean REAL = "real".equals(System.getProperty("cloud"));

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final @Nullable SimulatedCloud simulated;
    private final Map<String, String> environment;

    ContractCloud() {
        simulated = REAL ? null : simulated();
        environment = simulated == null ? System.getenv() : simulated.environment();
    }

    CloudProperties properties() {
        return properties(Map.of());
    }

    CloudServices services() {
        return services(Map.of());
    }

    CloudServices services(Map<String, String> changes) {
        var properties = properties(changes);
        var limits = CallLimits.DEFAULT;
        var clock = simulated == null ? Clock.systemUTC() : new SettableClock(NOW);
        return CloudFixture.services(properties, limits, clock, new SimpleMeterRegistry());
    }

    CloudScope.Project project() {
        return new CloudScope.Project(properties().projectIds().getFirst());
    }

    CloudScope.Domain domain() {
        return new CloudScope.Domain(String.valueOf(properties().domainId()));
    }

    /** The rows of that name on all pages, or on as many as {@code most}. */
    static List<JsonNode> rows(Flux<CloudResponse> pages, String name, int most) {
        return pages.take(most)
                .concatMapIterable(page -> page.list(name).valueStream().toList())
                .collectList()
                .blockOptional(Duration.ofMinutes(2))
                .orElseThrow();
    }

    private CloudProperties properties(Map<String, String> changes) {
        var variables = new HashMap<String, Object>(environment);
        variables.putAll(changes);
        var source = new StandardEnvironment();
        source.getPropertySources().addFirst(new SystemEnvironmentPropertySource("cloud-systemEnvironment", variables));
        ConfigurationPropertySources.attach(source);
        return Binder.get(source)
                .bind("changetrail.cloud", CloudProperties.class)
                .get();
    }

    private static SimulatedCloud simulated() {
        var world = WorldGenerator.generate(
                WorldParameters.typical().servers(6).projects(1), 12, NOW.minus(Duration.ofDays(7)), NOW);
        return SimulatedCloud.start(0, world, new SettableClock(NOW));
    }

    @Override
    public void close() {
        if (simulated != null) {
            simulated.close();
        }
    }
}
