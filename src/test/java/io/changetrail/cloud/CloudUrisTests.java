package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers' and upstream's words in addresses. */
class CloudUrisTests {

    @ParameterizedTest
    @CsvSource({"https://ecs.example", "https://ecs.example/", "https://ecs.example//"})
    void aSlashAtTheEndpointsEndChangesNothing(String endpoint) {
        assertThat(new CloudUris(endpoint).of(server("a"))).hasToString("https://ecs.example/v2.1/servers/a/x");
    }

    @Test
    void aBasePathStays() {
        assertThat(new CloudUris("http://h:8080/nova/").of(server("a")))
                .hasToString("http://h:8080/nova/v2.1/servers/a/x");
    }

    @ParameterizedTest
    @CsvSource({
        "../admin, ..%2Fadmin",
        "a%2fb, a%252fb",
        "a?b#c, a%3Fb%23c",
        "a;b, a%3Bb",
        "{x}, %7Bx%7D",
        "ü, %C3%BC",
        "'a b', a%20b"
    })
    void aVariableIsOneSegment(String value, String encoded) {
        assertThat(new CloudUris("http://h").of(server(value)).getRawPath())
                .isEqualTo("/v2.1/servers/" + encoded + "/x");
    }

    @Test
    void aLineBreakCannotStartAHeader() {
        assertThat(new CloudUris("http://h").of(server("a\r\nX: y")).getRawPath())
                .isEqualTo("/v2.1/servers/a%0D%0AX%3A%20y/x");
    }

    @Test
    void aPlusInAQueryIsEncoded() {
        var request =
                server("a").with("changes-since", "2026-01-01T00:00:00+00:00").with("marker", "a&b=c/d+e%");

        assertThat(new CloudUris("http://h").of(request).getRawQuery())
                .isEqualTo("changes-since=2026-01-01T00%3A00%3A00%2B00%3A00&marker=a%26b%3Dc%2Fd%2Be%25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void whatIsNoSegmentIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CloudUris("http://h").of(server(value)));
    }

    @Test
    void asManyVariablesAsPlaces() {
        var tooMany = CloudRequest.get(CloudFixture.PROJECT, "/a/{}", "1", "2");
        var tooFew = CloudRequest.get(CloudFixture.PROJECT, "/a/{}/{}", "1");

        assertThatIllegalArgumentException().isThrownBy(() -> new CloudUris("http://h").of(tooMany));
        assertThatIllegalArgumentException().isThrownBy(() -> new CloudUris("http://h").of(tooFew));
    }

    private static CloudRequest server(String id) {
        return CloudRequest.get(CloudFixture.PROJECT, "/v2.1/servers/{}/x", id);
    }
}
