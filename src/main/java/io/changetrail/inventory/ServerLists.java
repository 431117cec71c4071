package io.changetrail.inventory;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.CloudException.Kind;
import io.changetrail.cloud.CloudProperties;
import io.changetrail.cloud.CloudRequest;
import io.changetrail.cloud.CloudResponse;
import io.changetrail.cloud.CloudScope;
import io.changetrail.cloud.CloudService;
import io.changetrail.cloud.MarkerPages;
import io.changetrail.cloud.Markers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** The list calls of both clouds, page by page. */
@Component
class ServerLists {

    /** From 2.58 on Nova shows all that is wanted of it ({@code upstream.md} 1.3). */
    private static final int WHOLE = 58;

    private static final int NOVA_PAGE = 1000;
    private static final int RMS_PAGE = 200;
    private static final Map<String, String> OF_SERVERS = Map.of("type", "ecs.cloudservers");
    private static final Map<String, String> DELETED_SERVERS =
            Map.of("type", "ecs.cloudservers", "resource_deleted", "true");

    private final ObjectProvider<CloudService> nova;
    private final ObjectProvider<CloudService> rms;
    private final CloudProperties properties;

    ServerLists(
            @Qualifier("ecsCloud") ObjectProvider<CloudService> nova,
            @Qualifier("rmsCloud") ObjectProvider<CloudService> rms,
            CloudProperties properties) {
        this.nova = nova;
        this.rms = rms;
        this.properties = properties;
    }

    /**
     * Nova's servers.
     *
     * @param changedSince null for those that exist; else those with a later or equal {@code updated}, deleted ones too
     */
    Flux<Rows<NovaServer>> nova(String project, @Nullable Instant changedSince) {
        var first = CloudRequest.get(new CloudScope.Project(project), "/v2.1/{}/servers/detail", project)
                .with("limit", NOVA_PAGE);
        var request = changedSince == null ? first : first.with("changes-since", changedSince);
        return MarkerPages.walk(request, nova.getObject()::get, Markers.novaServers())
                .map(page -> rows(page, "servers", NovaServer::parse));
    }

    /** The domain's servers in the region, as RMS sees them now. */
    Flux<Rows<RmsResource>> rms() {
        return rms("/v1/resource-manager/domains/{}/provider/ecs/type/cloudservers/resources", Map.of())
                .onErrorResume(
                        CloudException.class,
                        refused -> refused.kind() == Kind.NOT_FOUND
                                ? rms("/v1/resource-manager/domains/{}/all-resources", OF_SERVERS)
                                : Flux.error(refused));
    }

    /** The domain's servers that were deleted, as long as RMS tells of them. */
    Flux<Rows<RmsResource>> rmsDeleted() {
        return rms("/v1/resource-manager/domains/{}/tracked-resources", DELETED_SERVERS);
    }

    private Flux<Rows<RmsResource>> rms(String path, Map<String, String> filters) {
        var domain = Optional.ofNullable(properties.domainId()).orElseThrow();
        var request = CloudRequest.get(new CloudScope.Domain(domain), path, domain)
                .with("limit", RMS_PAGE)
                .with("region_id", properties.region());
        for (var filter : filters.entrySet()) {
            request = request.with(filter.getKey(), filter.getValue());
        }
        return MarkerPages.walk(request, rms.getObject()::get, Markers.rms())
                .map(page -> rows(page, "resources", RmsResource::parse));
    }

    private static <T> Rows<T> rows(CloudResponse page, String key, Function<JsonNode, Optional<T>> parse) {
        var readable = new ArrayList<T>();
        var unreadable = new ArrayList<JsonNode>();
        for (var row : page.list(key)) {
            parse.apply(row).ifPresentOrElse(readable::add, () -> unreadable.add(row));
        }
        return new Rows<>(readable, unreadable, page.isFrom(WHOLE) ? null : "microversion");
    }

    /**
     * A page of a list: what could be read, and the rows that could not.
     *
     * @param limitation what keeps Nova from telling all, as coverage names it; null if nothing does; of no meaning for RMS
     */
    record Rows<T>(
            List<T> readable,
            List<JsonNode> unreadable,
            @Nullable String limitation) {}
}
