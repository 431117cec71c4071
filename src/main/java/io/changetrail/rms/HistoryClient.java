package io.changetrail.rms;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.CloudProperties;
import io.changetrail.cloud.CloudRequest;
import io.changetrail.cloud.CloudScope;
import io.changetrail.cloud.CloudService;
import io.changetrail.cloud.MarkerPages;
import io.changetrail.cloud.Markers;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** The one RMS call on the history of a resource ({@code upstream.md} 2.1). */
@Component
class HistoryClient {

    private static final int PAGE = 200;

    private final ObjectProvider<CloudService> rms;
    private final CloudProperties properties;

    HistoryClient(@Qualifier("rmsCloud") ObjectProvider<CloudService> rms, CloudProperties properties) {
        this.rms = rms;
        this.properties = properties;
    }

    /**
     * The items captured at or after {@code earliest}, oldest first, page by page; none if RMS does not know the resource.
     *
     * @param earliest null for all that RMS has kept
     */
    Flux<HistoryPage> pages(String resource, @Nullable Instant earliest) {
        return pages(resource, earliest, "Forward");
    }

    /** The same from the other end. */
    Flux<HistoryPage> newestFirst(String resource, @Nullable Instant earliest) {
        return pages(resource, earliest, "Reverse");
    }

    private Flux<HistoryPage> pages(String resource, @Nullable Instant earliest, String order) {
        var domain = domain();
        var all = CloudRequest.get(
                        new CloudScope.Domain(domain),
                        "/v1/resource-manager/domains/{}/resources/{}/history",
                        domain,
                        resource)
                .with("limit", PAGE)
                .with("chronological_order", order);
        var request = earliest == null ? all : all.with("earlier_time", earliest.toEpochMilli());
        return MarkerPages.walk(request, rms.getObject()::get, Markers.rms())
                .map(page -> new HistoryPage(page.list("items"), Markers.endsRms(page)))
                .onErrorResume(
                        CloudException.class, failure -> failure.isUnknownThing() ? Flux.empty() : Flux.error(failure));
    }

    String domain() {
        return Optional.ofNullable(properties.domainId()).orElseThrow();
    }
}
