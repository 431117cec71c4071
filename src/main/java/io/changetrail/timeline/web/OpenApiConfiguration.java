package io.changetrail.timeline.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the API from the same lists that check it: parameters come from {@link Accepts}, names from the JSON. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String BEARER = "bearer";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Parameters.class);
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("changetrail")
                        .version("v1")
                        .description(
                                "What changed on a server, when, who did it, by which request, and how sure we are.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .schemaRequirement(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Bean
    OperationCustomizer acceptedParameters() {
        return (operation, method) -> {
            var accepts = method.getMethodAnnotation(Accepts.class);
            if (accepts != null) {
                for (var accepted : accepts.value()) {
                    operation.addParametersItem(parameter(accepted));
                }
                problems(operation);
            }
            return operation;
        };
    }

    /** The describing library does not know Jackson 3's naming of properties; the JSON has them in snake case. */
    @Bean
    OpenApiCustomizer snakeCase() {
        return api -> {
            if (api.getComponents() != null && api.getComponents().getSchemas() != null) {
                api.getComponents().getSchemas().values().forEach(OpenApiConfiguration::rename);
            }
        };
    }

    private static QueryParameter parameter(Accepted accepted) {
        var parameter = new QueryParameter();
        parameter
                .name(accepted.parameter())
                .description(accepted.description())
                .required(false)
                .schema(new StringSchema());
        return parameter;
    }

    private static void problems(Operation operation) {
        Map.of("400", "A parameter is wrong", "401", "No valid token", "403", "A role is missing", "404", "Not known")
                .forEach((status, meaning) -> {
                    if (!operation.getResponses().containsKey(status)) {
                        operation.getResponses().addApiResponse(status, new ApiResponse().description(meaning));
                    }
                });
    }

    @SuppressWarnings("rawtypes")
    private static void rename(Schema<?> schema) {
        if (schema.getProperties() != null) {
            var renamed = new LinkedHashMap<String, Schema>();
            schema.getProperties().forEach((name, property) -> renamed.put(snakeCase(name), property));
            schema.setProperties(renamed);
        }
        if (schema.getRequired() != null) {
            List<String> required = schema.getRequired().stream()
                    .map(OpenApiConfiguration::snakeCase)
                    .toList();
            schema.setRequired(required);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
