package io.changetrail.cloud;

import java.util.Collection;
import java.util.List;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;

/** One version of the credentials and all that grew from it, tokens included: dropped as a whole when it is replaced. */
record CredentialVersion(Credentials credentials, ExchangeFilterFunction filter, List<ProofGate> gates) {

    CredentialVersion(Credentials credentials, ExchangeFilterFunction filter, Collection<ProofGate> gates) {
        this(credentials, filter, List.copyOf(gates));
    }

    boolean proven() {
        return gates.stream().anyMatch(ProofGate::proven);
    }

    @Override
    public String toString() {
        return credentials.toString();
    }
}
