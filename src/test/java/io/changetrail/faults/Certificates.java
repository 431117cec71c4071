package io.changetrail.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A CA, certificates by it for good and for ill, and one by nobody; made with the JDK's keytool. */
final class Certificates {

    static final String PASSWORD = "changeit";
    static final String GOOD = "good";
    static final String STRANGER = "stranger";
    static final String EXPIRED = "expired";
    static final String ELSEWHERE = "elsewhere";

    private final KeyStore keys;
    private final Path trust;

    private Certificates(KeyStore keys, Path trust) {
        this.keys = keys;
        this.trust = trust;
    }

    static Certificates in(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        var store = folder.resolve("keys.p12");
        make(store, "ca", "-ext", "bc:c=ca:true");
        make(store, GOOD, "-signer", "ca", "-ext", "san=ip:127.0.0.1");
        make(store, EXPIRED, "-signer", "ca", "-ext", "san=ip:127.0.0.1", "-startdate", "-9d", "-validity", "8");
        make(store, ELSEWHERE, "-signer", "ca", "-ext", "san=dns:elsewhere.example");
        make(store, STRANGER, "-ext", "san=ip:127.0.0.1");
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", keys.getCertificate("ca"));
        var trust = folder.resolve("trust.p12");
        try (var out = Files.newOutputStream(trust)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return new Certificates(keys, trust);
    }

    /** A PKCS12 store with the CA alone. */
    Path trust() {
        return trust;
    }

    /** What a server presents that has no other certificate than this. */
    SSLContext server(String alias) throws IOException, GeneralSecurityException {
        var own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                alias,
                keys.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                keys.getCertificateChain(alias));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void make(Path store, String alias, String... more) throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = new ArrayList<>(List.of(keytool, "-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias));
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }
}
