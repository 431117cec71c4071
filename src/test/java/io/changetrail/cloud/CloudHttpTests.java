package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.failure;
import static io.changetrail.cloud.CloudFixture.rms;
import static io.changetrail.cloud.CloudFixture.success;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.changetrail.cloud.CloudException.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/** Private CA, host check and proxy. */
class CloudHttpTests {

    private static final String STORE_PASSWORD = "changeit";

    @Test
    void aPrivateCaIsTrustedByBundleOnly(@TempDir Path directory) throws Exception {
        var bundle = bundle(directory, "ip:127.0.0.1");
        var server = https(bundle);
        try {
            var address = "https://127.0.0.1:" + server.getAddress().getPort();

            success(service(address, null, bundle).get(rms("/x")));
            assertThat(failure(service(address, null, null).get(rms("/x"))))
                    .hasRootCauseInstanceOf(GeneralSecurityException.class)
                    .extracting(CloudException::kind)
                    .isEqualTo(Kind.UNAVAILABLE);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefused(@TempDir Path directory) throws Exception {
        var bundle = bundle(directory, "dns:other.example");
        var server = https(bundle);
        try {
            var address = "https://127.0.0.1:" + server.getAddress().getPort();

            assertThat(failure(service(address, null, bundle).get(rms("/x"))).kind())
                    .isEqualTo(Kind.UNAVAILABLE);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theProxyIsAskedForTheConfiguredHost() throws IOException {
        try (var proxy = new ScriptedServer()) {
            proxy.on("rms.example:80", Reply.json(200, "")).on("/x", Reply.json(200, "{}"));
            var withUser = proxy.address().replace("http://", "http://user:secret@");

            success(service("http://rms.example", withUser, null).get(rms("/x")));

            var asked = proxy.received().getFirst();
            assertThat(asked.method()).isEqualTo("CONNECT");
            assertThat(asked.header("proxy-authorization")).startsWith("Basic ");
            assertThat(asked.headers()).doesNotContainKey("x-auth-token");
        }
    }

    private static CloudService service(String rms, @Nullable String proxy, @Nullable SslBundle bundle) {
        var properties = new CloudProperties(
                "eu-de",
                "d1",
                List.of(),
                new CloudProperties.Iam(null, true),
                new CloudProperties.Ecs(false, null, "2.58"),
                new CloudProperties.Rms(true, rms),
                CloudFixture.tokens(),
                1000,
                8,
                proxy,
                null);
        var limits = CloudFixture.QUICK;
        var clock = new SettableClock(CloudFixture.NOW);
        var http = new CloudHttp(properties, bundle, limits);
        return CloudFixture.services(properties, http, limits, clock, new SimpleMeterRegistry())
                .rms();
    }

    private static HttpsServer https(SslBundle bundle) throws IOException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(bundle.createSslContext()));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("{}".getBytes(UTF_8));
            }
        });
        server.start();
        return server;
    }

    /** A certificate that is its own CA, with the JDK's keytool. */
    private static SslBundle bundle(Path directory, String name) throws Exception {
        var store = directory.resolve("store.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=cloud",
                        "-ext",
                        "san=" + name,
                        "-ext",
                        "bc=ca:true",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        STORE_PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(keytool.getInputStream().readAllBytes(), UTF_8)).doesNotContain("error");
        assertThat(keytool.waitFor()).isZero();
        var details = new JksSslStoreDetails("PKCS12", null, store.toUri().toString(), STORE_PASSWORD);
        return SslBundle.of(new JksSslStoreBundle(details, details));
    }
}
