package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The checked-in description is the served one. */
@OpenMode
class OpenApiCopyTests {

    private static final Path COPY = Path.of("docs", "openapi.yaml");
    private static final String WRITE = "./mvnw test -Dtest=OpenApiCopyTests -Dopenapi.write=true";

    @Test
    void theCheckedInDescriptionIsTheServedOne(@Autowired WebTestClient web) throws IOException {
        var served = web.get()
                .uri("/v3/api-docs.yaml")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(COPY, String.valueOf(served));
        }
        assertThat(served)
                .as("docs/openapi.yaml is out of date; write it anew with " + WRITE)
                .isEqualTo(Files.readString(COPY));
    }
}
