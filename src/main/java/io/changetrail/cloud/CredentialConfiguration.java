package io.changetrail.cloud;

import io.changetrail.settings.MadeOnce;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.function.SingletonSupplier;

/** What authorises and limits the calls of a replica that syncs; one that only serves takes no share and calls nobody. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "changetrail.sync.enabled", matchIfMissing = true)
@ConditionalOnExpression("${changetrail.cloud.ecs.enabled:true} or ${changetrail.cloud.rms.enabled:true}")
class CredentialConfiguration {

    private static final int KEY_BYTES = 32;

    @Bean
    ShareLease shareLease(Share share, ShareLedger ledger) {
        return new ShareLease(share, ledger, System::nanoTime);
    }

    @Bean
    CredentialVersions credentialVersions(
            CloudProperties properties, CloudHttp http, Clock clock, ProofLedger ledger, MadeOnce madeOnce) {
        var fingerprints = new Fingerprints(SingletonSupplier.of(() -> madeOnce.key("credentials", KEY_BYTES))::obtain);
        return new CredentialVersions(properties, http, CallLimits.DEFAULT, clock, ledger, fingerprints);
    }

    @Bean
    Authorisation authorisation(CloudProperties properties, CredentialVersions versions, Clock clock) {
        return new Authorisation(versions.of(properties.credentials()), clock);
    }

    @Bean
    CredentialWatch credentialWatch(
            ConfigurableEnvironment environment, Authorisation authorisation, CredentialVersions versions) {
        return new CredentialWatch(new CredentialFiles(environment), authorisation, versions::of);
    }
}
