package io.changetrail.faults;

import io.changetrail.ecs.RoomForDetails;
import io.changetrail.support.RunningService;
import io.changetrail.support.TestDatabase;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;

/**
 * How an arena's service is configured: seconds in place of hours.
 *
 * @param sweep how often everything is read again
 * @param historyPage most items on a page of history
 * @param ecs whether Nova is watched at all
 * @param mutation how the service is broken on purpose
 * @param traced whether all that it logs goes through the {@link FaultLog}
 * @param more changes of its environment
 */
record ArenaSettings(
        String ecsOverlap,
        String rmsOverlap,
        String sweep,
        int historyPage,
        boolean ecs,
        Mutation mutation,
        boolean traced,
        BiConsumer<Arena, Map<String, String>> more) {

    static final ArenaSettings USUAL =
            new ArenaSettings("10s", "15s", "3s", 20, true, Mutation.none(), false, (arena, environment) -> {});

    /** Nothing but the overlaps finds what was missed. */
    static ArenaSettings withoutSweep(String rmsOverlap) {
        return new ArenaSettings("60s", rmsOverlap, "1h", 20, true, Mutation.none(), false, (arena, environment) -> {});
    }

    ArenaSettings with(Mutation made) {
        return new ArenaSettings(ecsOverlap, rmsOverlap, sweep, historyPage, ecs, made, traced, more);
    }

    ArenaSettings with(BiConsumer<Arena, Map<String, String>> environment) {
        return new ArenaSettings(ecsOverlap, rmsOverlap, sweep, historyPage, ecs, mutation, traced, environment);
    }

    ArenaSettings withoutEcs() {
        return new ArenaSettings(ecsOverlap, rmsOverlap, sweep, historyPage, false, mutation, traced, more);
    }

    ArenaSettings logged() {
        return new ArenaSettings(ecsOverlap, rmsOverlap, sweep, historyPage, ecs, mutation, true, more);
    }

    RunningService start(Arena arena, TestDatabase database, int databasePort) {
        Map<String, String> environment = new LinkedHashMap<>(arena.cloud.environment());
        environment.put("CHANGETRAIL_CLOUD_ECS_ENABLED", Boolean.toString(ecs));
        environment.put("CHANGETRAIL_CLOUD_ECS_ENDPOINT", "http://127.0.0.1:" + arena.ecs.port() + "/ecs");
        environment.put("CHANGETRAIL_CLOUD_RMS_ENDPOINT", "http://127.0.0.1:" + arena.rms.port() + "/rms");
        environment.putAll(database.environment());
        environment.compute("SPRING_DATASOURCE_URL", (key, url) -> through(arena, databasePort, url));
        environment.put("SPRING_DATASOURCE_USERNAME", Arena.ROLE);
        environment.put("SPRING_DATASOURCE_PASSWORD", Arena.ROLE_PASSWORD);
        environment.put("SPRING_DATASOURCE_HIKARI_CONNECTION_TIMEOUT", "5000");
        environment.put("CHANGETRAIL_SYNC_ECS_OVERLAP", ecsOverlap);
        environment.put("CHANGETRAIL_SYNC_RMS_OVERLAP", rmsOverlap);
        environment.put("CHANGETRAIL_SYNC_FULL_SWEEP_INTERVAL", sweep);
        more.accept(arena, environment);
        return RunningService.start(environment, context -> change(context, arena.serviceClock, database));
    }

    private void change(GenericApplicationContext context, Clock clock, TestDatabase database) {
        if (traced) {
            FaultLog.open();
        }
        RoomForDetails.unlimited(context);
        context.registerBean("arenaClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
        var variables = database.environment();
        context.getBeanFactory()
                .addBeanPostProcessor(mutation.on(
                        variables.getOrDefault("SPRING_DATASOURCE_URL", ""),
                        variables.getOrDefault("SPRING_DATASOURCE_USERNAME", ""),
                        variables.getOrDefault("SPRING_DATASOURCE_PASSWORD", "")));
    }

    /** Without a user, which would win. The wire has to see each statement's text, so the driver must not have them prepared there; past it, it may. */
    private static String through(Arena arena, int port, @Nullable String url) {
        var address = String.valueOf(url)
                .replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/")
                .replaceFirst("\\?.*", "");
        return port == arena.wire.port() ? address + "?prepareThreshold=0" : address;
    }
}
