package io.changetrail.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The gateway's check of SDK-HMAC-SHA256, written from the documents and not from the client; bodies are taken to be empty. */
public final class Signatures {

    private static final Pattern AUTHORIZATION =
            Pattern.compile("SDK-HMAC-SHA256 Access=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");
    private static final String EMPTY = Account.digest("SHA-256", "");

    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private final BadTries tries = new BadTries();

    /** What belongs to an access key. */
    private record Key(String secret, @Nullable String securityToken) {}

    /** @param securityToken null for a permanent key */
    public void accept(String accessKey, String secretKey, @Nullable String securityToken) {
        keys.put(accessKey, new Key(secretKey, securityToken));
    }

    /** As when the key is deleted. */
    public void forget(String accessKey) {
        keys.remove(accessKey);
    }

    public BadTries tries() {
        return tries;
    }

    static boolean signed(HttpExchange exchange) {
        var sent = exchange.getRequestHeaders().getFirst("Authorization");
        return sent != null && sent.startsWith("SDK-HMAC-SHA256");
    }

    boolean good(HttpExchange exchange) {
        var good = matches(exchange);
        if (good) {
            tries.accepted();
        } else {
            tries.refused();
        }
        return good;
    }

    private boolean matches(HttpExchange exchange) {
        var sent = AUTHORIZATION.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!sent.matches()) {
            return false;
        }
        var key = keys.get(sent.group(1));
        if (key == null
                || (key.securityToken() != null && !key.securityToken().equals(header(exchange, "x-security-token")))) {
            return false;
        }
        var toSign = String.join(
                "\n",
                "SDK-HMAC-SHA256",
                header(exchange, "x-sdk-date"),
                Account.digest("SHA-256", canonical(exchange, sent.group(2))));
        return hmac(key.secret(), toSign).equals(sent.group(3));
    }

    private static String canonical(HttpExchange exchange, String names) {
        var uri = exchange.getRequestURI();
        var path = Arrays.stream(uri.getRawPath().split("/", -1))
                .map(Signatures::encoded)
                .collect(Collectors.joining("/"));
        var query = uri.getRawQuery() == null
                ? ""
                : Arrays.stream(uri.getRawQuery().split("&"))
                        .map(pair -> pair.split("=", 2))
                        .map(pair -> encoded(pair[0]) + "=" + encoded(pair.length == 2 ? pair[1] : ""))
                        .sorted()
                        .collect(Collectors.joining("&"));
        var headers = Arrays.stream(names.split(";"))
                .map(name -> name + ":" + header(exchange, name) + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                exchange.getRequestMethod(),
                path.endsWith("/") ? path : path + "/",
                query,
                headers,
                names,
                EMPTY);
    }

    private static String encoded(String raw) {
        var text = URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name)).strip();
    }

    private static String hmac(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
