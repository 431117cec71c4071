package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.Assert;

/** RMS presents a certificate that is not its own: nothing is asked of it, and nothing is lost once it presents the right one. */
@Tag("faults")
@ExtendWith(FaultsTable.class)
class CertificateTests {

    private static final long SEED = Long.getLong("faults.seed", 4711);
    private static final String OUTAGE =
            "select count(*) from stream where source = 'rms' and trouble = 'outage' and lease_until is null";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Certificates.STRANGER, Certificates.EXPIRED, Certificates.ELSEWHERE})
    void nothingIsAskedBehindAWrongCertificate(String wrong) throws Exception {
        var began = now();
        var certificates = Certificates.in(folder);
        var world = LivingWorld.generate(SEED, began, Duration.ofMinutes(4), 6, false);
        var opened = new AtomicReference<TlsLine>();
        var settings = ArenaSettings.USUAL.with(
                (arena, environment) -> secured(environment, opened(arena, certificates, opened), certificates));
        try (var arena = new Arena(world, settings)) {
            var line = opened.get();
            Assert.notNull(line, "the line is open once the service runs");
            arena.walked(now());
            line.present(certificates.server(wrong));
            await("the certificate is refused").atMost(Duration.ofSeconds(60)).until(() -> line.refused() > 0);
            arena.cloud.arrivals("rms").restart();
            await("RMS is not reached").atMost(Duration.ofSeconds(60)).until(() -> arena.count(OUTAGE) == 1);
            assertThat(arena.cloud.arrivals("rms").count()).as("calls of RMS").isZero();
            line.present(certificates.server(Certificates.GOOD));
            var found = arena.settle();
            FaultsReport.add("F43 a certificate: " + wrong, line.refused(), found, Duration.between(began, now()));

            assertThat(found.verdict()).as("seed %d: %s", SEED, found).isEqualTo(Verdict.VALID);
            line.close();
        }
    }

    private static TlsLine opened(Arena arena, Certificates certificates, AtomicReference<TlsLine> opened) {
        try {
            var line = new TlsLine(arena.cloud.port(), certificates.server(Certificates.GOOD));
            opened.set(line);
            return line;
        } catch (java.io.IOException | java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void secured(Map<String, String> environment, TlsLine line, Certificates certificates) {
        environment.put("CHANGETRAIL_CLOUD_RMS_ENDPOINT", "https://127.0.0.1:" + line.port() + "/rms");
        environment.put("CHANGETRAIL_CLOUD_SSL_BUNDLE", "cloud");
        var bundle = "SPRING_SSL_BUNDLE_JKS_CLOUD_TRUSTSTORE_";
        environment.put(bundle + "LOCATION", "file:" + certificates.trust());
        environment.put(bundle + "TYPE", "PKCS12");
        environment.put(bundle + "PASSWORD", Certificates.PASSWORD);
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
