package io.changetrail.cloud;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/** Holds requests back until what authorises them is proven. */
final class ProvenFilter implements ExchangeFilterFunction {

    /** Request attribute of a question that anybody may ask, so that its answer proves nothing. */
    static final String UNGUARDED = ProvenFilter.class.getName() + ".unguarded";

    /** Gateways take signatures up to this old. */
    private static final Duration MOST_SKEW = Duration.ofMinutes(15);

    private final Map<Class<? extends CloudScope>, ProofGate> gates;
    private final Clock clock;

    /** @param gates of what authorises each kind of scope */
    ProvenFilter(Map<Class<? extends CloudScope>, ProofGate> gates, Clock clock) {
        this.gates = Map.copyOf(gates);
        this.clock = clock;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        var scope = (CloudScope) request.attribute(CloudCall.SCOPE).orElseThrow();
        var gate = gates.get(scope.getClass());
        return gate == null
                ? next.exchange(request)
                : gate.trusted(scope, Mono.defer(() -> next.exchange(request)), answer -> judged(request, answer));
    }

    private Verdict judged(ClientRequest request, ClientResponse response) {
        var verdict = Verdict.of(response);
        if (verdict == Verdict.ACCEPTED && request.attribute(UNGUARDED).isPresent()) {
            return Verdict.NEUTRAL;
        }
        return verdict == Verdict.REFUSED && skewed(response) ? Verdict.SKEWED : verdict;
    }

    private boolean skewed(ClientResponse response) {
        var theirs = RefusalReader.date(response.headers().asHttpHeaders().getFirst(HttpHeaders.DATE));
        return theirs != null && Duration.between(theirs, clock.instant()).abs().compareTo(MOST_SKEW) > 0;
    }
}
