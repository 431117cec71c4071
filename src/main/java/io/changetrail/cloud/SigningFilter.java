package io.changetrail.cloud;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/** Signs every request for its own address and moment. */
final class SigningFilter implements ExchangeFilterFunction {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final RequestSigner signer;
    private final @Nullable String securityToken;
    private final Clock clock;

    SigningFilter(RequestSigner signer, @Nullable String securityToken, Clock clock) {
        this.signer = signer;
        this.securityToken = securityToken;
        this.clock = clock;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        var scope = (CloudScope) request.attribute(CloudCall.SCOPE).orElseThrow();
        return Mono.defer(() -> next.exchange(signed(request, scope)));
    }

    private ClientRequest signed(ClientRequest request, CloudScope scope) {
        var headers = toSign(request.url(), scope);
        var authorization = signer.authorization(request.method().name(), request.url(), headers, new byte[0]);
        return ClientRequest.from(request)
                .headers(all -> headers.forEach(all::set))
                .header("Authorization", authorization)
                .build();
    }

    private SortedMap<String, String> toSign(URI uri, CloudScope scope) {
        var headers = new TreeMap<String, String>();
        headers.put("host", uri.getRawAuthority());
        headers.put(RequestSigner.DATE, DATE.format(clock.instant()));
        headers.put(
                switch (scope) {
                    case CloudScope.Project project -> "x-project-id";
                    case CloudScope.Domain domain -> "x-domain-id";
                },
                scope.id());
        if (securityToken != null) {
            headers.put("x-security-token", securityToken);
        }
        return headers;
    }
}
