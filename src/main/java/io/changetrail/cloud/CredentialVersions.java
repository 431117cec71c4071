package io.changetrail.cloud;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the filter that authorises requests from credentials of any kind, closed until they are proven. */
final class CredentialVersions {

    private final CloudProperties properties;
    private final CloudHttp http;
    private final CallLimits limits;
    private final Clock clock;
    private final ProofLedger ledger;
    private final Fingerprints fingerprints;

    CredentialVersions(
            CloudProperties properties,
            CloudHttp http,
            CallLimits limits,
            Clock clock,
            ProofLedger ledger,
            Fingerprints fingerprints) {
        this.properties = properties;
        this.http = http;
        this.limits = limits;
        this.clock = clock;
        this.ledger = ledger;
        this.fingerprints = fingerprints;
    }

    CredentialVersion of(Credentials credentials) {
        return switch (credentials.kind()) {
            case TOKENS -> tokens(credentials);
            case KEYS -> keys(credentials);
            case PASSWORD -> password(credentials);
        };
    }

    private CredentialVersion tokens(Credentials credentials) {
        var gates = new HashMap<Class<? extends CloudScope>, ProofGate>();
        if (credentials.token() != null) {
            gates.put(CloudScope.Project.class, gate(Secret.token(credentials.token())));
        }
        if (credentials.domainToken() != null) {
            gates.put(CloudScope.Domain.class, gate(Secret.token(credentials.domainToken())));
        }
        var filter = new ProvenFilter(gates, clock).andThen(new TokenFilter(new FixedTokens(credentials)));
        return new CredentialVersion(credentials, filter, gates.values());
    }

    private CredentialVersion keys(Credentials credentials) {
        var gate = gate(Secret.keys(credentials));
        var signer = new RequestSigner(given(credentials.accessKey()), given(credentials.secretKey()));
        var filter = new ProvenFilter(Map.of(CloudScope.Project.class, gate, CloudScope.Domain.class, gate), clock)
                .andThen(new SigningFilter(signer, credentials.securityToken(), clock));
        return new CredentialVersion(credentials, filter, Set.of(gate));
    }

    private CredentialVersion password(Credentials credentials) {
        var gate = gate(Secret.login(credentials));
        var uris = new CloudUris(given(properties.iam().endpoint()));
        var answer = new CloudAnswer("iam", limits.bodyBytes(), clock);
        var login = new KeystoneLogin(uris, http.client("login"), answer, credentials, limits.deadline(), clock);
        var tokens = new KeystoneTokens(login, gate, new LoginCooldown(clock), clock);
        return new CredentialVersion(credentials, new TokenFilter(tokens), Set.of(gate));
    }

    private ProofGate gate(Secret secret) {
        return new ProofGate(ledger, fingerprints, secret, clock);
    }

    private static String given(@Nullable String checkedAtStart) {
        return Objects.requireNonNull(checkedAtStart);
    }
}
