package io.changetrail.cloud;

import reactor.core.publisher.Mono;

/** One upstream service; reads it within its budget and gives either a good answer or a {@link CloudException}. */
public final class CloudService {

    private final Resilience resilience;
    private final CloudCall call;

    CloudService(Resilience resilience, CloudCall call) {
        this.resilience = resilience;
        this.call = call;
    }

    public Mono<CloudResponse> get(CloudRequest request) {
        return resilience.guard(call.send(request));
    }
}
