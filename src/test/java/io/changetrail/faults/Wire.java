package io.changetrail.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A line between the service and one other, of which it can be cut off at a chosen word, held or dripped.
 *
 * <p>On the way to PostgreSQL it knows statements by their text, so the driver has to send that each time:
 * {@code prepareThreshold=0}.
 */
final class Wire implements AutoCloseable {

    private final int target;
    private final int port;
    private final AtomicReference<ServerSocket> listening;
    private final AtomicReference<WireFault> fault = new AtomicReference<>(WireFault.NONE);
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private Wire(ServerSocket listening, int target) {
        this.listening = new AtomicReference<>(listening);
        this.port = listening.getLocalPort();
        this.target = target;
    }

    static Wire to(int port) {
        var wire = new Wire(listen(0), port);
        wire.connect();
        return wire;
    }

    int port() {
        return port;
    }

    /** From now on, until the next. */
    WireFault set(WireFault next) {
        fault.set(next);
        return next;
    }

    /** Ends what is held, mends what was cut. */
    void heal() {
        fault.getAndSet(WireFault.NONE).release();
        if (listening.get().isClosed()) {
            listening.set(listen(port));
            connect();
        }
    }

    /** As when the other side's machine is up and its process is not. */
    void refuse() {
        close(listening.get());
        cut();
    }

    /**
     * As when the network goes down for a moment.
     *
     * @return how many connections it ended
     */
    int cut() {
        var ended = List.copyOf(open);
        ended.forEach(Wire::close);
        return ended.size() / 2;
    }

    private void connect() {
        var socket = listening.get();
        Thread.ofVirtual().start(() -> accept(socket));
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                var server = new Socket("127.0.0.1", target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> pump(client, server, new Conversation()));
                Thread.ofVirtual().start(() -> pump(server, client, null));
            } catch (IOException closed) {
                fault.get();
            }
        }
    }

    /** @param conversation what the service said since its last commit; null for what the other side says */
    private void pump(Socket from, Socket to, @Nullable Conversation conversation) {
        var buffer = new byte[65536];
        try (from;
                to) {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (conversation == null) {
                    fault.get().answer(out, buffer, read);
                } else if (!say(conversation, from, out, buffer, read)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException cut) {
            fault.get();
        } finally {
            open.removeAll(List.of(from, to));
        }
    }

    private boolean say(Conversation conversation, Socket client, OutputStream out, byte[] buffer, int read)
            throws IOException, InterruptedException {
        conversation.hear(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        var decision = fault.get().on(conversation);
        if (decision == WireFault.Decision.CUT_BEFORE) {
            return false;
        }
        if (decision == WireFault.Decision.CUT_UNANSWERED) {
            client.shutdownOutput();
        }
        out.write(buffer, 0, read);
        out.flush();
        if (decision != WireFault.Decision.PASS) {
            Thread.sleep(200);
            return false;
        }
        conversation.passed();
        return true;
    }

    private static ServerSocket listen(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return socket;
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    private static void close(java.io.Closeable socket) {
        try {
            socket.close();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    @Override
    public void close() {
        fault.get().release();
        close(listening.get());
        cut();
    }
}
