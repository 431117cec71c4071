package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.Issuers;
import io.changetrail.access.WithTokens;
import io.changetrail.support.PlainClient;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

/** Every route that the running service has, found in itself. */
@WithTokens
class ClosedRoutesTests {

    private static final Set<String> OPEN = Set.of("/livez", "/readyz");

    /** Besides the routes with handler methods: files, probes, actuator, and what is on no list. */
    private static final List<String> OTHERS = List.of(
            "/error",
            "/webjars/swagger-ui/index.html",
            "/swagger-ui/index.html",
            "/actuator",
            "/actuator/env",
            "/actuator/health",
            "/actuator/heapdump",
            "/actuator/prometheus",
            "/api/v1/nothing",
            "/v2.1/servers",
            "/v1/resource-manager/domains/x/resources/y/history",
            "/favicon.ico");

    private final PlainClient client;
    private final List<RequestMappingInfoHandlerMapping> mappings;

    ClosedRoutesTests(@LocalServerPort int port, @Autowired List<RequestMappingInfoHandlerMapping> mappings) {
        this.client = new PlainClient(port);
        this.mappings = mappings;
    }

    @Test
    void everyRouteNeedsAToken() {
        var routes = new TreeSet<>(OTHERS);
        paths().forEach(path -> routes.add(path.replaceAll("\\{\\*?[^}]*}|\\*+", "x")));
        routes.removeAll(OPEN);
        assertThat(routes).hasSizeGreaterThan(OTHERS.size() + 15);
        for (var route : routes) {
            for (var method : List.of("GET", "POST", "DELETE", "OPTIONS")) {
                assertThat(client.ask(method, route).status())
                        .as(method + " " + route)
                        .isEqualTo(401);
                assertThat(client.ask(method, route, "Authorization", "Bearer garbage")
                                .status())
                        .as(method + " " + route)
                        .isEqualTo(401);
            }
            assertThat(client.ask("GET", route + "?access_token=" + Issuers.token("in query", "changetrail.read", "*"))
                            .status())
                    .as(route)
                    .isEqualTo(400);
        }
    }

    @Test
    void everyRouteOfTheApiIsDescribed() {
        var described = DescribedCall.all(client, Issuers.token("routes", "changetrail.read")).stream()
                .map(DescribedCall::path)
                .collect(Collectors.toSet());
        var served = paths().stream().filter(path -> path.startsWith("/api/")).collect(Collectors.toSet());
        assertThat(served).isEqualTo(described);
    }

    @Test
    void theManagementPortShowsHealthAndMetricsOnly(@LocalManagementPort int management) {
        try (var inside = new PlainClient(management)) {
            assertThat(inside.ask("GET", "/actuator/health").status()).isEqualTo(200);
            assertThat(inside.ask("GET", "/actuator/prometheus").status()).isEqualTo(200);
            for (var endpoint : List.of(
                    "env",
                    "configprops",
                    "heapdump",
                    "threaddump",
                    "loggers",
                    "beans",
                    "mappings",
                    "flyway",
                    "shutdown")) {
                assertThat(inside.ask("GET", "/actuator/" + endpoint).status())
                        .as(endpoint)
                        .isIn(401, 404);
            }
        }
    }

    private Set<String> paths() {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .map(RequestMappingInfo::getPatternsCondition)
                .flatMap(patterns -> patterns.getPatterns().stream())
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
