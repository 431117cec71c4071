package io.changetrail.timeline.web;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.reactive.config.BlockingExecutionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Sends controllers that return plain values to virtual threads, since they read the database; the event loop never waits. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebFluxConfigurer {

    private final Clock clock;
    private final JsonMapper json;

    WebConfiguration(Clock clock, JsonMapper json) {
        this.clock = clock;
        this.json = json;
    }

    @Bean
    static JdbcTemplate jdbcTemplate(DataSource dataSource) {
        return new ReadingTemplate(dataSource, ReadingTemplate.LONGEST);
    }

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
        codecs.customCodecs().register(new EnvelopeWriter(json));
    }

    @Override
    public void configureBlockingExecution(BlockingExecutionConfigurer configurer) {
        configurer.setExecutor(new ReadingThreads("http-"));
    }

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new ParametersResolver(clock));
    }
}
