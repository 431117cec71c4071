package io.changetrail.support;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the feed as a service does whose connection breaks at any byte: it knows the last event that it has dealt with, now and
 * then an earlier one, and goes on from there at any replica.
 */
public final class CutReader implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Supplier<List<String>> replicas;
    private final boolean stream;
    private final int mostBytes;
    private final Random random;
    private final Map<String, JsonNode> events = new LinkedHashMap<>();
    private final List<String> positions = new ArrayList<>();
    private int cuts;
    private int repeated;

    /**
     * @param replicas the addresses at which the service answers now
     * @param stream reads an event stream rather than pages
     * @param mostBytes of one answer
     */
    public CutReader(Supplier<List<String>> replicas, boolean stream, int mostBytes, long seed) {
        this.replicas = replicas;
        this.stream = stream;
        this.mostBytes = mostBytes;
        this.random = new Random(seed);
    }

    /** Reads on until the condition holds. */
    public CutReader readUntil(BooleanSupplier enough) {
        while (!enough.getAsBoolean()) {
            var known = events.size();
            try (var body = new CutStream(open(position()), random.nextInt(mostBytes))) {
                if (stream) {
                    stream(body, enough);
                } else {
                    page(body);
                }
            } catch (IOException | JacksonException broken) {
                cuts += broken.toString().contains(CutStream.CUT) ? 1 : 0;
            }
            if (events.size() == known) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return this;
    }

    /** By position, in the order in which they came first. */
    public Map<String, JsonNode> events() {
        return events;
    }

    /** The position it has come to; empty at the beginning. */
    public String last() {
        return positions.isEmpty() ? "" : positions.getLast();
    }

    public int cuts() {
        return cuts;
    }

    /** How many events came again. */
    public int repeated() {
        return repeated;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Usually the last; now and then one from which some were read already. */
    private @Nullable String position() {
        var back = random.nextInt(10) == 0 ? random.nextInt(5) : 0;
        var place = positions.size() - 1 - back;
        return place < 0 ? null : positions.get(place);
    }

    private InputStream open(@Nullable String after) throws IOException {
        var addresses = replicas.get();
        var address =
                addresses.get(random.nextInt(addresses.size())) + "/api/v1/feed?limit=" + (1 + random.nextInt(200));
        var request = HttpRequest.newBuilder(
                        URI.create(stream || after == null ? address : address + "&after=" + after))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", stream ? "text/event-stream" : "application/json");
        if (stream && after != null) {
            request.header("Last-Event-ID", after);
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                answer.body().close();
                throw new IOException("the feed answered " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void stream(InputStream body, BooleanSupplier enough) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        var data = "";
        for (var line = lines.readLine(); line != null && !enough.getAsBoolean(); line = lines.readLine()) {
            if (line.startsWith("data:")) {
                data = line.substring("data:".length());
            } else if (line.isEmpty() && !data.isEmpty()) {
                deal(JsonMapper.shared().readTree(data));
                data = "";
            }
        }
    }

    /** Deals with each event as soon as it is there, also on a page whose end never comes. */
    private void page(InputStream body) {
        try (var parser = JsonMapper.shared().createParser(body)) {
            while (parser.nextToken() != JsonToken.START_ARRAY) {
                if (parser.currentToken() == null) {
                    return;
                }
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                deal(parser.readValueAsTree());
            }
        }
    }

    private void deal(JsonNode event) {
        var position = event.path("id").asString();
        var before = events.putIfAbsent(position, event);
        if (before == null) {
            positions.add(position);
        } else if (before.equals(event)) {
            repeated++;
        } else {
            throw new AssertionError(position + " was " + before + " and is " + event);
        }
    }

    /** Breaks after so many bytes, or as many seconds as it may take. */
    private static final class CutStream extends FilterInputStream {

        private static final String CUT = "the reader was cut";

        private final long end = System.nanoTime() + LONGEST.toNanos();
        private int left;

        private CutStream(InputStream in, int bytes) {
            super(in);
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            check();
            left--;
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            check();
            var count = super.read(buffer, offset, Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }

        private void check() throws IOException {
            if (left <= 0 || System.nanoTime() > end) {
                throw new IOException(CUT);
            }
        }
    }
}
