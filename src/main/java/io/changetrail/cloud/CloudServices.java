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
    private final ExchangeFilterFunction authorisation;

    CloudServices(CloudProperties properties, CloudHttp http, CallLimits limits, Clock clock, MeterRegistry meters) {
        this.properties = properties;
        this.http = http;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
        this.authorisation = properties.readsAnything() ? authorisation() : (request, next) -> next.exchange(request);
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
                properties.requestsPerSecond(),
                properties.maxConcurrency(),
                limits,
                new RetryDelay(limits, new Random()),
                clock,
                meters);
        return new CloudService(resilience, new CloudCall(name, uris, client, answer(name), limits, meters));
    }

    private ExchangeFilterFunction authorisation() {
        var credentials = properties.credentials();
        return switch (credentials.kind()) {
            case TOKENS -> new TokenFilter(new FixedTokens(credentials));
            case KEYS ->
                new SigningFilter(
                        new RequestSigner(configured(credentials.accessKey()), configured(credentials.secretKey())),
                        credentials.securityToken(),
                        new LoginCooldown(clock),
                        clock);
            case PASSWORD -> new TokenFilter(new KeystoneTokens(login(credentials), new LoginCooldown(clock), clock));
        };
    }

    private KeystoneLogin login(Credentials credentials) {
        var uris = new CloudUris(configured(properties.iam().endpoint()));
        return new KeystoneLogin(uris, http.client("login"), answer("iam"), credentials, limits.deadline(), clock);
    }

    private CloudAnswer answer(String service) {
        return new CloudAnswer(service, limits.bodyBytes(), clock);
    }

    private static String configured(@Nullable String checkedAtStart) {
        return Objects.requireNonNull(checkedAtStart);
    }
}
