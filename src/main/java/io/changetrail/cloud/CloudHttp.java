package io.changetrail.cloud;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/** How connections are made: no redirects, no decompression, no retry that {@link Resilience} does not know of. */
final class CloudHttp {

    /** A token alone takes kilobytes; gateways allow 32 KB a header. */
    private static final int HEADER_BYTES = 64 * 1024;

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int SPARE_CONNECTIONS = 2;

    private final CloudProperties properties;
    private final @Nullable SslBundle sslBundle;
    private final CallLimits limits;

    CloudHttp(CloudProperties properties, @Nullable SslBundle sslBundle, CallLimits limits) {
        this.properties = properties;
        this.sslBundle = sslBundle;
        this.limits = limits;
    }

    WebClient client(String service) {
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http(service)))
                .build();
    }

    private HttpClient http(String service) {
        var connections = ConnectionProvider.builder("cloud-" + service)
                .maxConnections(properties.maxConcurrency() + SPARE_CONNECTIONS)
                .pendingAcquireMaxCount(properties.maxConcurrency() + SPARE_CONNECTIONS)
                .maxIdleTime(IDLE)
                .build();
        var http = HttpClient.create(connections)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(limits.connect().toMillis()))
                .httpResponseDecoder(decoder -> decoder.maxHeaderSize(HEADER_BYTES))
                .followRedirect(false)
                .compress(false)
                .disableRetry(true);
        var secured = sslBundle == null ? http : secured(http, sslBundle);
        var proxy = properties.proxy();
        return proxy == null ? secured : proxied(secured, URI.create(proxy));
    }

    private static HttpClient secured(HttpClient http, SslBundle bundle) {
        var context = context(bundle);
        return http.secure(spec -> spec.sslContext(context));
    }

    private static SslContext context(SslBundle bundle) {
        try {
            return SslContextBuilder.forClient()
                    .keyManager(bundle.getManagers().getKeyManagerFactory())
                    .trustManager(bundle.getManagers().getTrustManagerFactory())
                    .build();
        } catch (SSLException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    private static HttpClient proxied(HttpClient http, URI proxy) {
        return http.proxy(type -> {
            var spec = type.type(ProxyProvider.Proxy.HTTP).host(proxy.getHost()).port(port(proxy));
            var user = proxy.getUserInfo();
            if (user != null) {
                var parts = user.split(":", 2);
                spec.username(parts[0]).password(name -> parts.length == 2 ? parts[1] : "");
            }
        });
    }

    private static int port(URI proxy) {
        if (proxy.getPort() != -1) {
            return proxy.getPort();
        }
        return "https".equalsIgnoreCase(proxy.getScheme()) ? 443 : 80;
    }
}
