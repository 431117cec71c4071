package io.changetrail.cloud;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;

/** Assembles a service from its parts; all services share the credentials, each has its own budget and connections. */
final class CloudServices {

    private final CloudProperties properties;
    private final CloudHttp http;
    private final CallLimits limits;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Share share;
    private final ExchangeFilterFunction authorisation;

    CloudServices(
            CloudProperties properties,
            CloudHttp http,
            CallLimits limits,
            Clock clock,
            MeterRegistry meters,
            Share share,
            ExchangeFilterFunction authorisation) {
        this.properties = properties;
        this.http = http;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
        this.share = share;
        this.authorisation = authorisation;
    }

    CloudService ecs() {
        var uris = new CloudUris(configured(properties.ecs().endpoint()));
        var microversion = new EcsMicroversion(
                properties.ecs().microversion(),
                uris,
                answer("ecs"),
                limits.deadline().dividedBy(3));
        return service("ecs", uris, List.of(microversion, authorisation));
    }

    CloudService rms() {
        return service("rms", new CloudUris(configured(properties.rms().endpoint())), List.of(authorisation));
    }

    CloudService iam() {
        return service("iam", new CloudUris(configured(properties.iam().endpoint())), List.of(authorisation));
    }

    /** The first filter is the outermost: the version question is authorised like any other request. */
    private CloudService service(String name, CloudUris uris, List<ExchangeFilterFunction> filters) {
        var client =
                http.client(name).mutate().filters(all -> all.addAll(filters)).build();
        var resilience = new Resilience(
                name,
                new Budget(name, properties.requestsPerSecond(), share, System::nanoTime, meters),
                limits,
                new RetryDelay(limits, new Random()),
                clock,
                meters);
        return new CloudService(resilience, new CloudCall(name, uris, client, answer(name), limits, meters));
    }

    private CloudAnswer answer(String service) {
        return new CloudAnswer(service, limits.bodyBytes(), clock);
    }

    private static String configured(@Nullable String checkedAtStart) {
        return Objects.requireNonNull(checkedAtStart);
    }
}
