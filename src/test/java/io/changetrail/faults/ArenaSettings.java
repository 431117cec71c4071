package io.changetrail.faults;

import io.changetrail.support.RunningService;
import io.changetrail.support.TestDatabase;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.support.GenericApplicationContext;

/**
 * How an arena's service is configured: seconds in place of hours.
 *
 * @param sweep how often everything is read again
 * @param historyPage most items on a page of history
 */
record ArenaSettings(String ecsOverlap, String rmsOverlap, String sweep, int historyPage) {

    static final ArenaSettings USUAL = new ArenaSettings("10s", "15s", "6s", 20);

    RunningService start(Arena arena, TestDatabase database) {
        Map<String, String> environment = new LinkedHashMap<>(arena.cloud.environment());
        environment.put("CHANGETRAIL_CLOUD_ECS_ENDPOINT", "http://127.0.0.1:" + arena.ecs.port() + "/ecs");
        environment.put("CHANGETRAIL_CLOUD_RMS_ENDPOINT", "http://127.0.0.1:" + arena.rms.port() + "/rms");
        environment.putAll(database.environment());
        environment.compute("SPRING_DATASOURCE_URL", (key, url) -> through(arena.wire, url));
        environment.put("SPRING_DATASOURCE_HIKARI_CONNECTION_TIMEOUT", "5000");
        environment.put("CHANGETRAIL_SYNC_ECS_OVERLAP", ecsOverlap);
        environment.put("CHANGETRAIL_SYNC_RMS_OVERLAP", rmsOverlap);
        environment.put("CHANGETRAIL_SYNC_FULL_SWEEP_INTERVAL", sweep);
        return RunningService.start(environment, context -> useClock(context, arena.serviceClock));
    }

    static void useClock(GenericApplicationContext context, Clock clock) {
        context.registerBean("arenaClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
    }

    private static String through(Wire wire, @org.jspecify.annotations.Nullable String url) {
        var address = String.valueOf(url).replaceFirst("//[^/]+/", "//127.0.0.1:" + wire.port() + "/");
        return address + (address.contains("?") ? "&" : "?") + "prepareThreshold=0";
    }
}
