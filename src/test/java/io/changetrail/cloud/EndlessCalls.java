package io.changetrail.cloud;

import io.changetrail.simulation.SimulatedCloud;
import io.changetrail.support.RunningService;
import java.time.Duration;
import java.util.Map;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** More calls than any budget allows, until they are disposed of. */
final class EndlessCalls {

    private static final int AT_ONCE = 16;

    private EndlessCalls() {}

    static Disposable rms(RunningService service, SimulatedCloud cloud) {
        var domain = named(cloud.environment(), "DOMAIN_ID");
        return to(
                service.bean("rmsCloud", CloudService.class),
                CloudRequest.get(
                        new CloudScope.Domain(domain), "/v1/resource-manager/domains/{}/all-resources", domain));
    }

    static Disposable ecs(RunningService service, SimulatedCloud cloud) {
        var project = named(cloud.environment(), "PROJECT_IDS");
        return to(
                service.bean("ecsCloud", CloudService.class),
                CloudRequest.get(new CloudScope.Project(project), "/v2.1/{}/servers", project));
    }

    private static Disposable to(CloudService service, CloudRequest request) {
        return Flux.range(0, Integer.MAX_VALUE)
                .flatMap(
                        call -> service.get(request)
                                .then()
                                .onErrorResume(failed ->
                                        Mono.delay(Duration.ofMillis(100)).then()),
                        AT_ONCE)
                .subscribe();
    }

    private static String named(Map<String, String> environment, String key) {
        return environment.getOrDefault("CHANGETRAIL_CLOUD_" + key, "");
    }
}
