package io.changetrail.cloud;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/** Adds the token of the request's scope; on 401 tries once more with a new one, then gives the 401 up to the caller. */
final class TokenFilter implements ExchangeFilterFunction {

    private final Tokens tokens;

    TokenFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        var scope = (CloudScope) request.attribute(CloudCall.SCOPE).orElseThrow();
        return tokens.token(scope)
                .flatMap(token -> next.exchange(with(request, token))
                        .flatMap(response -> response.statusCode().value() == 401 && tokens.renewable(scope, token)
                                ? response.releaseBody().then(again(request, scope, next))
                                : Mono.just(response)));
    }

    private Mono<ClientResponse> again(ClientRequest request, CloudScope scope, ExchangeFunction next) {
        return tokens.token(scope).flatMap(token -> next.exchange(with(request, token)));
    }

    private static ClientRequest with(ClientRequest request, String token) {
        return ClientRequest.from(request).header("X-Auth-Token", token).build();
    }
}
