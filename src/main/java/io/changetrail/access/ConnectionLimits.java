package io.changetrail.access;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Of the API's server, whose context finds this class as it finds all, and of that for probes and scrapes, whose context is
 * given it by name.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ConnectionLimits {

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> slowClientLimits(SlowClients slowClients) {
        return factory -> factory.addServerCustomizers(slowClients);
    }
}
