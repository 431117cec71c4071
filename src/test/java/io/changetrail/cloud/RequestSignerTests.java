package io.changetrail.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The vectors that Huawei publishes with its SDK and its signing guide. */
class RequestSignerTests {

    private static final String HOST = "service.region.example.com";
    private static final URI VPCS = URI.create(
            "https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0");

    private final RequestSigner signer = new RequestSigner("AccessKey", "SecretKey");

    @Test
    void aGetWithAQuery() {
        assertThat(signer.authorization("GET", VPCS, headers(HOST), new byte[0]))
                .isEqualTo("SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-sdk-date, "
                        + "Signature=fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d");
        assertThat(RequestSigner.sha256(RequestSigner.canonical("GET", VPCS, headers(HOST), new byte[0])))
                .isEqualTo("0e84e7853cf87931d965c80e83bffb15aa865326db3a6f57aa2560a7601dfe18");
    }

    @Test
    void aPostWithABody() {
        var uri = URI.create("https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpc/123");

        assertThat(signer.authorization("POST", uri, headers(HOST), "{\"key\":\"value\"}".getBytes(UTF_8)))
                .endsWith("=b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771");
    }

    @Test
    void theRootPath() {
        assertThat(signer.authorization("GET", URI.create("https://example.com/"), headers("example.com"), new byte[0]))
                .endsWith("=919ad8b75d4ad49da0d377e63ee21c4a7a54b752f6bf2878b4adbe9c19927da6");
    }

    @Test
    void theGuidesExampleSignsTheContentTypeToo() {
        var headers = headers(HOST);
        headers.put("content-type", "application/json");
        var guide = new RequestSigner("QTWAOYTTINDUT2QVKYUC", "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc");

        assertThat(guide.authorization("GET", VPCS, headers, new byte[0]))
                .endsWith("=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe");
    }

    @Test
    void theQueryIsSortedAndEncodedOnce() {
        var uri = URI.create("https://example.com/a%20b?z=1%2B1&a&m=x%2Fy");

        assertThat(RequestSigner.canonical("GET", uri, headers("example.com"), new byte[0]))
                .startsWith("GET\n/a%20b/\na=&m=x%2Fy&z=1%2B1\n");
    }

    private static TreeMap<String, String> headers(String host) {
        return new TreeMap<>(Map.of("host", host, "x-sdk-date", "20191115T033655Z"));
    }
}
