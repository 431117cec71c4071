package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.support.PlainClient;
import io.changetrail.support.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All that a service shows or keeps of what it has read: its database, its API with every role, its management port. */
final class Exposure {

    /** Where this deployment's own keys are, on purpose. */
    private static final String KEYS = "made_once";

    private static final List<String> LISTS = List.of(
            "servers?limit=1000",
            "servers?limit=1",
            "timeline?since=now-30d&include=raw&limit=1000",
            "residuals?since=now-30d",
            "coverage",
            "stats?since=now-30d",
            "annotations?since=now-30d&limit=1000",
            "feed?limit=1000",
            "quarantine?limit=1000",
            "attributes/path",
            "attributes/action",
            "attributes/user_id",
            "servers?limit=0");

    private final RunningService service;
    private final String[] headers;
    private final List<String> seen = new ArrayList<>();

    private Exposure(RunningService service, String... headers) {
        this.service = service;
        this.headers = headers;
    }

    /** @param headers of a caller who may see all, names and values in turn; none in {@code open} mode */
    static List<String> of(RunningService service, String... headers) {
        var exposure = new Exposure(service, headers);
        exposure.database();
        exposure.api();
        exposure.management();
        return exposure.seen;
    }

    private void database() {
        List<String> tables = service.database()
                .sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query((row, number) -> row.getString(1))
                .list();
        assertThat(tables).contains("server", "history_item", "quarantine", KEYS);
        for (var table : tables) {
            if (!table.equals(KEYS)) {
                service.database()
                        .sql("select t::text from " + table + " t")
                        .query((row, number) -> row.getString(1))
                        .list()
                        .forEach(row -> seen.add("table " + table + ": " + row));
            }
        }
    }

    private void api() {
        try (var client = new PlainClient(Integer.parseInt(service.property("local.server.port")))) {
            for (var list : LISTS) {
                seen.add(list + ": "
                        + client.ask("GET", "/api/v1/" + list, headers).body());
            }
            var servers = client.ask("GET", "/api/v1/servers?limit=1000", headers)
                    .json()
                    .path("data");
            assertThat(servers.size()).isPositive();
            servers.forEach(server -> {
                var path = "/api/v1/servers/" + server.path("server_id").asString();
                Stream.of("", "/state", "/blame", "/timeline?include=raw&limit=1000", "/diff?from=now-30d")
                        .forEach(of -> seen.add(path + of + ": "
                                + client.ask("GET", path + of, headers).body()));
            });
        }
    }

    private void management() {
        try (var client = new PlainClient(Integer.parseInt(service.property("local.management.port")))) {
            Stream.of("", "/health", "/prometheus", "/env", "/configprops", "/threaddump", "/heapdump", "/loggers")
                    .forEach(of -> seen.add(
                            of + ": " + client.ask("GET", "/actuator" + of).body()));
        }
    }
}
