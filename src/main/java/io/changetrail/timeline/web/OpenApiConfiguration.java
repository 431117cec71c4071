package io.changetrail.timeline.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import java.util.List;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the API from the lists that check it ({@link Accepts}, {@link CsvColumn}) and from {@link OpenApiWords}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Parameters.class);
    }

    @Bean
    OperationCustomizer describedCalls() {
        var call = new OpenApiCall();
        return (operation, method) -> {
            var accepts = method.getMethodAnnotation(Accepts.class);
            if (accepts != null) {
                call.describe(operation, method, List.of(accepts.value()));
            }
            return operation;
        };
    }

    /** Paths by name, since the order in which controllers are found is no order. */
    @Bean
    OpenApiCustomizer describedWhole() {
        var words = OpenApiWords.of("about", "schemas", "problems");
        return api -> {
            api.info(words.getInfo())
                    .servers(words.getServers())
                    .tags(words.getTags())
                    .security(words.getSecurity())
                    .components(words.getComponents());
            sortPaths(api);
        };
    }

    private static void sortPaths(OpenAPI api) {
        var sorted = new Paths();
        sorted.putAll(new TreeMap<>(api.getPaths()));
        api.setPaths(sorted);
    }
}
