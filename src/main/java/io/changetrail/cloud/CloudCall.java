package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/** One attempt: address, deadline, answer, and a count of each by status. */
final class CloudCall {

    private static final Logger log = LoggerFactory.getLogger(CloudCall.class);

    /** Request attribute under which the filters find the {@link CloudScope}. */
    static final String SCOPE = CloudScope.class.getName();

    private static final String REQUESTS = "changetrail.cloud.requests";
    private static final String THROTTLED = "changetrail.cloud.throttled";

    /** Reactor's key for one flow's own treatment of errors that nobody waits for any more. */
    private static final String DROPPED = "reactor.onErrorDropped.local";

    /** An answer whose body begins as the deadline ends the call finds it released, which concerns nobody. */
    private static final Consumer<Throwable> TOO_LATE =
            failure -> log.debug("after the call had ended: {}", failure.toString());

    private final String service;
    private final CloudUris uris;
    private final WebClient client;
    private final CloudAnswer answer;
    private final CallLimits limits;
    private final MeterRegistry meters;

    CloudCall(
            String service,
            CloudUris uris,
            WebClient client,
            CloudAnswer answer,
            CallLimits limits,
            MeterRegistry meters) {
        this.service = service;
        this.uris = uris;
        this.client = client;
        this.answer = answer;
        this.limits = limits;
        this.meters = meters;
    }

    Mono<CloudResponse> send(CloudRequest request) {
        try {
            return attempt(uris.of(request), request);
        } catch (IllegalArgumentException noAddress) {
            return Mono.error(CloudException.unanswered(service, Kind.BAD_REQUEST, noAddress));
        }
    }

    private Mono<CloudResponse> attempt(URI uri, CloudRequest request) {
        return Mono.defer(() -> {
            var started = Timer.start(meters);
            return client.get()
                    .uri(uri)
                    .attribute(SCOPE, request.scope())
                    .accept(MediaType.APPLICATION_JSON)
                    .exchangeToMono(request.isForOneRow() ? answer::readRow : answer::read)
                    .timeout(limits.deadline())
                    .onErrorMap(failure -> unanswered(service, failure))
                    .doOnNext(good -> count(started, "200", "good"))
                    .doOnError(CloudException.class, refused -> count(started, refused))
                    .contextWrite(context -> context.put(DROPPED, TOO_LATE));
        });
    }

    /** What the network makes of a call, in our words; the wrapper is dropped because it carries the request's headers. */
    static CloudException unanswered(String service, Throwable failure) {
        return switch (failure) {
            case CloudException known -> known;
            case TimeoutException late -> CloudException.unanswered(service, Kind.TIMEOUT, null);
            case WebClientRequestException wrapped ->
                CloudException.unanswered(service, Kind.UNAVAILABLE, wrapped.getCause());
            default -> CloudException.unanswered(service, Kind.UNAVAILABLE, failure);
        };
    }

    private void count(Timer.Sample started, CloudException refused) {
        var status = refused.status() == 0 ? "none" : Integer.toString(refused.status());
        count(started, status, refused.kind().name().toLowerCase(Locale.ROOT));
        if (refused.kind() == Kind.THROTTLED) {
            meters.counter(THROTTLED, "service", service).increment();
        }
    }

    private void count(Timer.Sample started, String status, String outcome) {
        started.stop(meters.timer(REQUESTS, "service", service, "status", status, "outcome", outcome));
    }
}
