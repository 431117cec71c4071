package io.changetrail.cloud;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on the loopback that answers each path from its own list of replies; the last reply of a list is repeated. */
final class ScriptedServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Map<String, Deque<Reply>> script = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    /** Header names are in lower case. */
    record Received(String method, String target, Map<String, String> headers, String body) {

        String path() {
            return target.split("\\?", 2)[0];
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    ScriptedServer() throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    ScriptedServer on(String path, Reply... replies) {
        script.put(path, new ArrayDeque<>(List.of(replies)));
        return this;
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<Received> received(String path) {
        return received.stream().filter(request -> request.path().equals(path)).toList();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var in = new BufferedInputStream(connection.getInputStream());
            var open = true;
            while (open) {
                var line = line(in);
                if (line.isEmpty()) {
                    return;
                }
                open = reply(read(line, in)).write(connection.getOutputStream());
                connection.getOutputStream().flush();
            }
        } catch (IOException clientGone) {
            return;
        }
    }

    private Reply reply(Received request) {
        received.add(request);
        var replies = script.get(request.path());
        if (replies == null) {
            return Reply.json(404, "{\"itemNotFound\":{\"code\":404,\"message\":\"unscripted\"}}");
        }
        synchronized (replies) {
            return replies.size() > 1 ? replies.removeFirst() : replies.getFirst();
        }
    }

    private static Received read(String requestLine, InputStream in) throws IOException {
        var headers = new TreeMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        var words = requestLine.split(" ");
        return new Received(words[0], words[1], headers, new String(in.readNBytes(length), ISO_8859_1));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != -1 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
