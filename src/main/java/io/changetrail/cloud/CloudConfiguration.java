package io.changetrail.cloud;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;

/** One bean per upstream service that is switched on. */
@Configuration(proxyBeanMethods = false)
class CloudConfiguration {

    @Bean
    CloudHttp cloudHttp(CloudProperties properties, ObjectProvider<SslBundles> sslBundles) {
        return new CloudHttp(properties, sslBundle(properties, sslBundles), CallLimits.DEFAULT);
    }

    /** Empty until it is leased; with access keys a slice is an unanswered signature too, so there are no more of them. */
    @Bean
    Share budgetShare(CloudProperties properties) {
        var signs = properties.credentials().kind() == Credentials.Kind.KEYS;
        var most = signs ? UnansweredFilter.MOST : Integer.MAX_VALUE;
        return new Share(Math.min(properties.maxConcurrency(), most), System::nanoTime);
    }

    @Bean
    CloudServices cloudServices(
            CloudProperties properties,
            CloudHttp http,
            Clock clock,
            MeterRegistry meters,
            Share share,
            ObjectProvider<Authorisation> authorisation) {
        ExchangeFilterFunction filter = authorisation.getIfAvailable();
        return new CloudServices(
                properties,
                http,
                CallLimits.DEFAULT,
                clock,
                meters,
                share,
                filter == null ? (request, next) -> next.exchange(request) : filter);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "changetrail.cloud.ecs.enabled", matchIfMissing = true)
    CloudService ecsCloud(CloudServices services) {
        return services.ecs();
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "changetrail.cloud.rms.enabled", matchIfMissing = true)
    CloudService rmsCloud(CloudServices services) {
        return services.rms();
    }

    @Bean
    @ConditionalOnExpression("!'${changetrail.cloud.iam.endpoint:}'.isBlank()")
    CloudService iamCloud(CloudServices services) {
        return services.iam();
    }

    @Bean
    @ConditionalOnExpression("!'${changetrail.cloud.iam.endpoint:}'.isBlank()")
    TokenCheck tokenCheck(CloudProperties properties, CloudHttp http, Clock clock) {
        return new TokenCheck(
                new CloudUris(Objects.requireNonNull(properties.iam().endpoint())),
                http.client("token-check"),
                new CloudAnswer("iam", CallLimits.DEFAULT.bodyBytes(), clock),
                CallLimits.DEFAULT);
    }

    @Bean
    WatchedProjects watchedProjects(
            CloudProperties properties, @Qualifier("iamCloud") ObjectProvider<CloudService> iam, Share share) {
        return new WatchedProjects(properties, iam.getIfAvailable(), share);
    }

    private static @Nullable SslBundle sslBundle(CloudProperties properties, ObjectProvider<SslBundles> bundles) {
        var name = properties.sslBundle();
        if (name == null) {
            return null;
        }
        try {
            return bundles.getObject().getBundle(name);
        } catch (NoSuchSslBundleException unknown) {
            throw WrongKey.of("ssl-bundle", "names no bundle", "define it under spring.ssl.bundle, or leave it out");
        }
    }
}
