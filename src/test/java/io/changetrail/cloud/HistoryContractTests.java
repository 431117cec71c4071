package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.success;
import static io.changetrail.cloud.ContractCloud.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.cloud.CloudException.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What we rely on in each of RMS's calls; a cloud without RMS, such as a plain OpenStack, is not asked. */
class HistoryContractTests {

    private static final String DOMAIN = "/v1/resource-manager/domains/{}";

    private static ContractCloud cloud;
    private static CloudService rms;
    private static List<JsonNode> resources;

    @BeforeAll
    static void listTheServers() {
        cloud = new ContractCloud();
        var properties = cloud.properties();
        Assumptions.assumeTrue(
                properties.rms().enabled() && properties.rms().endpoint() != null, "this cloud has no RMS");
        rms = cloud.services().rms();
        var list = call("/provider/ecs/type/cloudservers/resources").with("limit", 200);
        resources = rows(MarkerPages.walk(list, rms::get, Markers.rms()), "resources", 3);
        Assumptions.assumeFalse(resources.isEmpty(), "the account has no server");
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @Test
    void aResourceRowHasWhatPollingNeeds() {
        assertThat(resources).allSatisfy(resource -> {
            assertThat(resource.path("id").asString()).isNotEmpty();
            assertThat(resource.path("project_id").asString()).isNotEmpty();
            assertThat(resource.path("region_id").asString()).isNotEmpty();
            assertThat(resource.path("checksum").asString()).isNotEmpty();
        });
    }

    @Test
    void anItemHasItsKeysAndIsOfTheResourceAskedFor() {
        assertThat(items(history().with("limit", 200))).isNotEmpty().allSatisfy(item -> {
            assertThat(item.propertyNames())
                    .contains(
                            "domain_id",
                            "resource_id",
                            "resource_type",
                            "capture_time",
                            "status",
                            "relations",
                            "resource");
            assertThat(item.path("resource_id")).isEqualTo(resources.getFirst().path("id"));
            assertThat(item.path("resource_type").asString()).isEqualToIgnoringCase("ecs.cloudservers");
            assertThat(CloudTimestamps.parse(item.path("capture_time").asString()))
                    .isNotNull();
        });
    }

    @Test
    void forwardIsOldestFirstAndPagesOfOneAreThePage() {
        var forward = history().with("chronological_order", "Forward");
        var whole = items(forward.with("limit", 200));

        assertThat(whole.stream()
                        .map(item ->
                                CloudTimestamps.parse(item.path("capture_time").asString())))
                .isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(rows(MarkerPages.walk(forward.with("limit", 1), rms::get, Markers.rms()), "items", 5))
                .isEqualTo(whole.subList(0, Math.min(5, whole.size())));
    }

    @Test
    void everyPageSaysWhetherThereIsANext() {
        var page = success(rms.get(history().with("limit", 1))).body().path("page_info");

        assertThat(page.path("current_count").asInt()).isEqualTo(1);
        assertThat(page.has("next_marker")).isTrue();
    }

    @Test
    void anEarliestTimeLeavesOutWhatWasCapturedBefore() {
        var whole = items(history().with("chronological_order", "Forward").with("limit", 200));
        var middle = captured(whole.get(whole.size() / 2));

        var later = items(history()
                .with("chronological_order", "Forward")
                .with("limit", 200)
                .with("earlier_time", middle.toEpochMilli()));

        assertThat(later)
                .isNotEmpty()
                .allSatisfy(item -> assertThat(captured(item)).isAfterOrEqualTo(middle));
        assertThat(later)
                .containsAll(whole.stream()
                        .filter(item -> captured(item).isAfter(middle))
                        .toList());
    }

    @Test
    void allResourcesOfTheTypeAreThoseOfItsProvider() {
        var all = call("/all-resources").with("type", "ecs.cloudservers").with("limit", 200);

        assertThat(rows(MarkerPages.walk(all, rms::get, Markers.rms()), "resources", 3))
                .extracting(resource -> resource.path("id").asString())
                .containsAll(resources.stream()
                        .limit(100)
                        .map(resource -> resource.path("id").asString())
                        .toList());
    }

    @Test
    void deletedServersAreAskedForAmongTheTracked() {
        var deleted = call("/tracked-resources")
                .with("type", "ecs.cloudservers")
                .with("resource_deleted", "true")
                .with("limit", 200);
        var alive = resources.stream()
                .map(resource -> resource.path("id").asString())
                .toList();

        assertThat(rows(MarkerPages.walk(deleted, rms::get, Markers.rms()), "resources", 3))
                .allSatisfy(resource -> {
                    assertThat(resource.path("id").asString()).isNotEmpty();
                    assertThat(resource.path("project_id").asString()).isNotEmpty();
                })
                .noneMatch(resource -> alive.contains(resource.path("id").asString()));
    }

    @Test
    void theRecorderIsThereOrNotFound() {
        var tracker = rms.get(call("/tracker-config"));

        assertThat(tracker.map(CloudResponse::body)
                        .map(body -> body.has("selector"))
                        .onErrorResume(
                                CloudException.class,
                                refused -> reactor.core.publisher.Mono.just(refused.kind() == Kind.NOT_FOUND))
                        .block())
                .isTrue();
    }

    @Test
    void aBadLimitIsABadRequestWithACode() {
        var failure = failure(rms.get(history().with("limit", 201)));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_REQUEST);
        assertThat(failure.code()).startsWith("RMS.000100");
    }

    private static Instant captured(JsonNode item) {
        return CloudTimestamps.parse(item.path("capture_time").asString());
    }

    private static CloudRequest call(String path) {
        return CloudRequest.get(cloud.domain(), DOMAIN + path, cloud.domain().id());
    }

    private static CloudRequest history() {
        return CloudRequest.get(
                cloud.domain(),
                DOMAIN + "/resources/{}/history",
                cloud.domain().id(),
                resources.getFirst().path("id").asString());
    }

    private static List<JsonNode> items(CloudRequest request) {
        return success(rms.get(request)).list("items").valueStream().toList();
    }
}
