package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Bounds the signed requests of all services and replicas whose answer has not begun, since a key may be revoked while they are
 * under way and each is a bad signature then; how long bodies take does not matter.
 */
final class UnansweredFilter implements ExchangeFilterFunction {

    /** One less than {@link Proof#MOST_BAD}, so that a try is left that finds the key good again. */
    static final int MOST = Proof.MOST_BAD - 1;

    private final Permits permits;

    UnansweredFilter(Share share) {
        this.permits = share.permits(
                MOST,
                () -> new CloudException(
                        "credentials", Kind.UNAVAILABLE, Refusal.withCode("no_share_of_budget"), null));
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return permits.within(Mono.defer(() -> next.exchange(request)));
    }
}
