package io.changetrail.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Nova and RMS without a network: each request is answered from memory, as bytes that still have to be read. */
final class CannedCloud implements ExchangeFunction {

    private static final int NOVA_PAGE = 1000;
    private static final int RMS_PAGE = 200;

    private final CompletableFuture<Long> firstAsked = new CompletableFuture<>();
    private final AtomicInteger histories = new AtomicInteger();

    private final TreeMap<String, ServerTemplate> servers = new TreeMap<>();

    CannedCloud(List<ServerTemplate> templates, int count) {
        for (int i = 0; i < count; i++) {
            var template = templates.get(i % templates.size());
            servers.put(String.format("%08x", (i + 1) * 0x9E3779B1) + template.idTail(), template);
        }
    }

    /** When the first request came, by the nanosecond clock. */
    long firstAsked() {
        return firstAsked.join();
    }

    /** How many histories were asked for. */
    int histories() {
        return histories.get();
    }

    @Override
    public Mono<ClientResponse> exchange(ClientRequest request) {
        firstAsked.complete(System.nanoTime());
        return Mono.fromCallable(() -> answer(request.url()));
    }

    private ClientResponse answer(URI uri) {
        var path = uri.getPath().split("/");
        var body = uri.getPath().startsWith("/v2.1/") ? nova(uri, path) : rms(uri, path);
        var response = ClientResponse.create(body == null ? HttpStatus.NOT_FOUND : HttpStatus.OK)
                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                .header("OpenStack-API-Version", "compute 2.58");
        return body == null
                ? response.build()
                : response.body(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body)))
                        .build();
    }

    /** Paths: /v2.1/{project}/servers/(detail or {id}/os-instance-actions[/{request}]). */
    private byte @Nullable [] nova(URI uri, String[] path) {
        var id = path[4];
        if (id.equals("detail")) {
            if (uri.getQuery().matches(".*changes-since=(?!1970).*")) {
                return "{\"servers\":[]}".getBytes(StandardCharsets.US_ASCII);
            }
            return list(uri, "servers", NOVA_PAGE, path[2], ServerTemplate::row);
        }
        var template = Objects.requireNonNull(servers.get(id), id);
        return path.length == 6
                ? template.actions().bytes(id)
                : Objects.requireNonNull(template.details().get(path[6].substring("req-12345678".length())))
                        .bytes(id);
    }

    /** Paths: /v1/resource-manager/domains/{domain}/(resources/{id}/history or a list). */
    private byte @Nullable [] rms(URI uri, String[] path) {
        return switch (path[5]) {
            case "resources" -> {
                histories.incrementAndGet();
                yield Objects.requireNonNull(servers.get(path[6])).history().bytes(path[6]);
            }
            case "provider" -> list(uri, "resources", RMS_PAGE, null, ServerTemplate::resource);
            case "tracked-resources" -> "{\"resources\":[],\"page_info\":{}}".getBytes(StandardCharsets.US_ASCII);
            default -> null;
        };
    }

    /** @param project null for all */
    private byte[] list(
            URI uri, String name, int most, @Nullable String project, Function<ServerTemplate, Patched> row) {
        var marker = UriComponentsBuilder.fromUri(uri).build().getQueryParams().getFirst("marker");
        var page = servers.tailMap(marker == null ? "" : marker, false).entrySet().stream()
                .filter(server ->
                        project == null || server.getValue().projectId().equals(project))
                .limit(most)
                .toList();
        var rows = page.stream()
                .map(server -> row.apply(server.getValue()).text(server.getKey()))
                .collect(Collectors.joining(","));
        var next = page.size() < most ? "null" : "\"" + page.getLast().getKey() + "\"";
        return "{\"%s\":[%s],\"page_info\":{\"next_marker\":%s}}"
                .formatted(name, rows, next)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
