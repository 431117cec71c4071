package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where each upstream's marker comes from. */
class MarkersTests {

    private static final CloudRequest LIMIT_2 =
            CloudRequest.get(CloudFixture.PROJECT, "/x").with("limit", 2);
    private static final String NEXT = "[{\"rel\":\"next\",\"href\":\"http://169.254.169.254/latest\"}]";

    @Test
    void aFullPageOfActionsGoesOnBehindTheLastRequestId() {
        assertThat(actions("{\"instanceActions\":[{\"request_id\":\"r1\"},{\"request_id\":\"r2\"}]}"))
                .contains("r2");
    }

    @Test
    void aShortPageOfActionsWithANextLinkGoesOnWithoutItsAddress() {
        assertThat(actions("{\"instanceActions\":[{\"request_id\":\"r1\"}],\"links\":" + NEXT + "}"))
                .contains("r1");
    }

    @Test
    void aShortPageWithoutALinkIsTheLast() {
        assertThat(actions("{\"instanceActions\":[{\"request_id\":\"r1\"}],\"links\":[{\"rel\":\"self\"}]}"))
                .isEmpty();
    }

    @Test
    void anEmptyPageIsTheLastEvenWithALink() {
        assertThat(actions("{\"instanceActions\":[],\"links\":" + NEXT + "}")).isEmpty();
        assertThat(actions("{}")).isEmpty();
    }

    @Test
    void aRowWithoutAnIdDoesNotCutTheListShort() {
        assertThat(actions("{\"instanceActions\":[{\"request_id\":\"r1\"},{\"request_id\":null}]}"))
                .contains("r1");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> actions("{\"instanceActions\":[{},{\"request_id\":null}]}"))
                .matches(refused -> refused.kind() == CloudException.Kind.MALFORMED);
    }

    @Test
    void below258TheListIsWholeHoweverLong() {
        var body = CloudJson.MAPPER.readTree(
                "{\"instanceActions\":[{\"request_id\":\"r1\"},{\"request_id\":\"r2\"},{\"request_id\":\"r3\"}]}");

        assertThat(Markers.novaActions().apply(LIMIT_2, new CloudResponse(body, Instant.EPOCH, "2.57")))
                .isEmpty();
        assertThat(Markers.novaActions().apply(LIMIT_2, new CloudResponse(body, Instant.EPOCH, null)))
                .as("under /v2, which names no version")
                .isEmpty();
    }

    @Test
    void serversHaveLinksOfTheirOwnName() {
        var body = "{\"servers\":[{\"id\":\"s1\"}],\"servers_links\":" + NEXT + "}";

        assertThat(Markers.novaServers().apply(LIMIT_2, response(body))).contains("s1");
    }

    @Test
    void rmsEndsOnNullAbsentAndEmpty() {
        assertThat(rms("{\"page_info\":{\"next_marker\":\"CAES/+=\"}}")).contains("CAES/+=");
        assertThat(rms("{\"page_info\":{\"next_marker\":null}}")).isEmpty();
        assertThat(rms("{\"page_info\":{\"next_marker\":\"\"}}")).isEmpty();
        assertThat(rms("{\"page_info\":{}}")).isEmpty();
        assertThat(rms("{}")).isEmpty();
    }

    private static Optional<String> actions(String body) {
        return Markers.novaActions().apply(LIMIT_2, response(body));
    }

    private static Optional<String> rms(String body) {
        return Markers.rms().apply(LIMIT_2, response(body));
    }

    private static CloudResponse response(String body) {
        return new CloudResponse(CloudJson.MAPPER.readTree(body), Instant.EPOCH, "2.58");
    }
}
