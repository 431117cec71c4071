package io.changetrail.faults;

import io.changetrail.support.RunningService;
import io.changetrail.support.TestDatabase;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;

/**
 * How an arena's service is configured: seconds in place of hours.
 *
 * @param sweep how often everything is read again
 * @param historyPage most items on a page of history
 * @param ecs whether Nova is watched at all
 * @param mutation how the service is broken on purpose
 */
record ArenaSettings(
        String ecsOverlap, String rmsOverlap, String sweep, int historyPage, boolean ecs, Mutation mutation) {

    static final ArenaSettings USUAL = new ArenaSettings("10s", "15s", "3s", 20, true, Mutation.none());

    /** Nothing but the overlaps finds what was missed. */
    static ArenaSettings withoutSweep(String rmsOverlap) {
        return new ArenaSettings("60s", rmsOverlap, "1h", 20, true, Mutation.none());
    }

    ArenaSettings with(Mutation made) {
        return new ArenaSettings(ecsOverlap, rmsOverlap, sweep, historyPage, ecs, made);
    }

    ArenaSettings withoutEcs() {
        return new ArenaSettings(ecsOverlap, rmsOverlap, sweep, historyPage, false, mutation);
    }

    RunningService start(Arena arena, TestDatabase database, int databasePort) {
        Map<String, String> environment = new LinkedHashMap<>(arena.cloud.environment());
        environment.put("CHANGETRAIL_CLOUD_ECS_ENABLED", Boolean.toString(ecs));
        environment.put("CHANGETRAIL_CLOUD_ECS_ENDPOINT", "http://127.0.0.1:" + arena.ecs.port() + "/ecs");
        environment.put("CHANGETRAIL_CLOUD_RMS_ENDPOINT", "http://127.0.0.1:" + arena.rms.port() + "/rms");
        environment.putAll(database.environment());
        environment.compute("SPRING_DATASOURCE_URL", (key, url) -> through(databasePort, url));
        environment.put("SPRING_DATASOURCE_HIKARI_CONNECTION_TIMEOUT", "5000");
        environment.put("CHANGETRAIL_SYNC_ECS_OVERLAP", ecsOverlap);
        environment.put("CHANGETRAIL_SYNC_RMS_OVERLAP", rmsOverlap);
        environment.put("CHANGETRAIL_SYNC_FULL_SWEEP_INTERVAL", sweep);
        return RunningService.start(environment, context -> change(context, arena.serviceClock, database));
    }

    private void change(GenericApplicationContext context, Clock clock, TestDatabase database) {
        context.registerBean("arenaClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
        var variables = database.environment();
        context.getBeanFactory()
                .addBeanPostProcessor(mutation.on(
                        variables.getOrDefault("SPRING_DATASOURCE_URL", ""),
                        variables.getOrDefault("SPRING_DATASOURCE_USERNAME", ""),
                        variables.getOrDefault("SPRING_DATASOURCE_PASSWORD", "")));
    }

    private static String through(int port, @Nullable String url) {
        var address = String.valueOf(url).replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/");
        return address + (address.contains("?") ? "&" : "?") + "prepareThreshold=0";
    }
}
