package io.changetrail.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/** SDK-HMAC-SHA256 in the simple form that OTC documents: the secret key itself is the HMAC key. */
final class RequestSigner {

    static final String DATE = "x-sdk-date";

    private static final String ALGORITHM = "SDK-HMAC-SHA256";

    private final String accessKey;
    private final SecretKeySpec secretKey;

    RequestSigner(String accessKey, String secretKey) {
        this.accessKey = accessKey;
        this.secretKey = new SecretKeySpec(secretKey.getBytes(UTF_8), "HmacSHA256");
    }

    /**
     * The value of {@code Authorization}.
     *
     * @param headers the headers to sign by lower-case name, {@value #DATE} among them
     */
    String authorization(String method, URI uri, SortedMap<String, String> headers, byte[] body) {
        var names = String.join(";", headers.keySet());
        var toSign = String.join("\n", ALGORITHM, headers.get(DATE), sha256(canonical(method, uri, headers, body)));
        return "%s Access=%s, SignedHeaders=%s, Signature=%s".formatted(ALGORITHM, accessKey, names, hmac(toSign));
    }

    static String canonical(String method, URI uri, SortedMap<String, String> headers, byte[] body) {
        var lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n", method, path(uri), query(uri), lines, String.join(";", headers.keySet()), sha256(body));
    }

    /** Ends in a slash here only, not on the wire. */
    private static String path(URI uri) {
        var path = Arrays.stream(uri.getRawPath().split("/", -1))
                .map(RequestSigner::encoded)
                .collect(Collectors.joining("/"));
        return path.endsWith("/") ? path : path + "/";
    }

    private static String query(URI uri) {
        if (!StringUtils.hasLength(uri.getRawQuery())) {
            return "";
        }
        return Arrays.stream(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .sorted(Comparator.comparing(pair -> encoded(pair[0])))
                .map(pair -> encoded(pair[0]) + "=" + (pair.length == 2 ? encoded(pair[1]) : ""))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String raw) {
        return UriUtils.encode(UriUtils.decode(raw, UTF_8), UTF_8);
    }

    static String sha256(String text) {
        return sha256(text.getBytes(UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    private String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(secretKey);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
