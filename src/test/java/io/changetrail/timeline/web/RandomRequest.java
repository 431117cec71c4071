package io.changetrail.timeline.web;

import io.changetrail.support.PlainClient;
import io.changetrail.support.PlainClient.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One request as nobody would think of it; the same seed makes the same request. */
final class RandomRequest {

    private static final List<String> WORDS = List.of(
            "",
            "0",
            "-1",
            "1",
            "1000",
            "1001",
            "99999999999999999999",
            "NaN",
            "null",
            "true",
            "now",
            "now-4h",
            "now-99999d",
            "2024-01-30T11:51:02Z",
            "2024-13-45T99:99:99Z",
            "0000-00-00T00:00:00Z",
            "9999-12-31T23:59:59.999999999+18:00",
            "1706615462000",
            "asc",
            "action",
            "raw",
            "captured",
            "server_id",
            "1h",
            "!",
            "!!",
            ",",
            "a,b",
            "!a,!b",
            "!a,b",
            "'",
            "\"",
            "\\",
            "%",
            "_",
            "*",
            "$1",
            "?",
            "&",
            "/",
            "..",
            "\u0000",
            "\r\n",
            "\t",
            "\u2028",
            "\u202E",
            "\uD800",
            "\uD83D\uDE00",
            "{}",
            "[]",
            "eyJhbGciOiJub25lIn0.e30.",
            "00000000-0000-0000-0000-000000000000");
    private static final List<String> ACCEPTED = List.of(
            "*/*",
            "application/json",
            "application/x-ndjson",
            "text/csv",
            "text/html",
            "garbage",
            "text/csv;q=0.1, */*;q=0");
    private static final List<String> METHODS = List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");
    private static final List<String> HEADERS = List.of(
            "If-None-Match", "traceparent", "Last-Event-ID", "X-Forwarded-For", "Range", "Cookie", "Content-Type");
    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);
    private static final int RAW_PERCENT = 10;

    /** Instead of a status: the server closed the connection with bytes unread, which can take the answer with it. */
    static final int CUT = 0;

    /** {@code server.netty.max-initial-line-length}, in bytes. */
    private static final int LONGEST_LINE = 8 * 1024;

    private static final int LONGEST_NOTE = 400;

    private final Random random;
    private final String method;
    private final String target;
    private final List<String> headers = new ArrayList<>();
    private final boolean raw;

    RandomRequest(List<DescribedCall> calls, Twins twins, long seed) {
        this.random = new Random(seed);
        var call = calls.get(random.nextInt(calls.size()));
        this.method = random.nextInt(20) == 0 ? pick(METHODS) : call.method();
        this.raw = random.nextInt(100) < RAW_PERCENT;
        this.target = target(call, twins) + (raw ? noise(random.nextInt(30)) : "");
        headers.addAll(List.of("Accept", random.nextInt(3) == 0 ? pick(ACCEPTED) : "*/*"));
        if (random.nextInt(3) == 0) {
            headers.addAll(List.of(pick(HEADERS), word(twins, call).replaceAll("[^ -~]", "?")));
        }
    }

    Answer send(PlainClient client, int port, String token) {
        var all = new ArrayList<>(headers);
        all.addAll(List.of("Authorization", "Bearer " + token));
        try {
            return raw ? sendRaw(port, all) : client.ask(method, target, all.toArray(String[]::new));
        } catch (UncheckedIOException broken) {
            if (mayBeCut() && isClosing(broken.getCause())) {
                return new Answer(CUT, NO_HEADERS, "");
            }
            throw broken;
        }
    }

    /** Whether the server may stop reading in the middle: its line is longer than one may be, or is none. */
    private boolean mayBeCut() {
        return line().length() > LONGEST_LINE || (raw && !line().matches("[A-Z]+ [!-~]+ HTTP/1\\.1"));
    }

    /** Nobody at the other end, or nobody who answers in time, is another matter. */
    private static boolean isClosing(@Nullable IOException broken) {
        return !(broken instanceof HttpTimeoutException
                || broken instanceof SocketTimeoutException
                || broken instanceof ConnectException);
    }

    @Override
    public String toString() {
        var text = method + " " + target + " " + headers;
        return text.substring(0, Math.min(LONGEST_NOTE, text.length()));
    }

    private String target(DescribedCall call, Twins twins) {
        var values = new HashMap<String, String>();
        for (var place : call.places()) {
            var own = twins.good(call).getOrDefault(place, "");
            var value = random.nextInt(3) == 0 ? word(twins, call) : own;
            values.put(place, value.isEmpty() ? "x" : value);
        }
        for (var parameter : call.parameters()) {
            if (random.nextInt(4) == 0) {
                values.put(parameter, word(twins, call));
            }
        }
        var target = call.with(values);
        return random.nextInt(10) == 0 ? target + (target.contains("?") ? "&" : "?") + strange(twins, call) : target;
    }

    private String strange(Twins twins, DescribedCall call) {
        var names = new ArrayList<>(call.inputs());
        names.addAll(WORDS);
        return DescribedCall.encoded(pick(names)) + "=" + DescribedCall.encoded(word(twins, call));
    }

    private String word(Twins twins, DescribedCall call) {
        return switch (random.nextInt(8)) {
            case 0 -> any(twins.mine());
            case 1 -> any(twins.unknown());
            case 2 -> pick(WORDS) + pick(WORDS);
            case 3 -> pick(WORDS).repeat(random.nextInt(200));
            case 4 -> noise(random.nextInt(20));
            case 5 -> twins.good(call).values().stream().findFirst().orElse("x");
            default -> pick(WORDS);
        };
    }

    private String noise(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x300) : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    /** Whatever bytes there are, as long as they stay on their line. */
    private Answer sendRaw(int port, List<String> all) {
        var head = new StringBuilder(line()).append("\r\nHost: x\r\n");
        for (int i = 0; i < all.size(); i += 2) {
            head.append(all.get(i))
                    .append(": ")
                    .append(all.get(i + 1).replaceAll("[\r\n]", ""))
                    .append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (answer.isEmpty()) {
                throw new EOFException("closed without an answer");
            }
            var status = answer.matches("(?s)HTTP/1\\.1 [1-5][0-9][0-9].*")
                    ? Integer.parseInt(answer.substring(9, 12))
                    : 999;
            return new Answer(status, NO_HEADERS, answer);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String line() {
        return method + ' ' + target.replaceAll("[\r\n]", "") + " HTTP/1.1";
    }

    private String any(Map<String, String> values) {
        var sorted = values.values().toArray(String[]::new);
        Arrays.sort(sorted);
        return sorted[random.nextInt(sorted.length)];
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
