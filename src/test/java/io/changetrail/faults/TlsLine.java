package io.changetrail.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS before a port that has none, with a certificate that may be changed at any time. */
final class TlsLine implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final AtomicReference<SSLContext> identity;
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    TlsLine(int target, SSLContext identity) throws IOException {
        this.target = target;
        this.identity = new AtomicReference<>(identity);
        this.listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on; connections that began with another certificate end. */
    void present(SSLContext next) throws IOException {
        identity.set(next);
        for (var socket : open) {
            socket.close();
        }
    }

    /** How many callers did not like the certificate. */
    int refused() {
        return refused.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var caller = listening.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException closed) {
                identity.get();
            }
        }
    }

    private void serve(Socket caller) {
        open.add(caller);
        try (var secure = (SSLSocket)
                        identity.get().getSocketFactory().createSocket(caller, null, caller.getPort(), true);
                var server = new Socket("127.0.0.1", target)) {
            secure.setUseClientMode(false);
            if (shaken(secure)) {
                open.add(server);
                var back = Thread.ofVirtual().start(() -> pump(server, secure));
                pump(secure, server);
                back.join();
            }
        } catch (IOException cut) {
            identity.get();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(caller);
        }
    }

    private boolean shaken(SSLSocket secure) {
        try {
            secure.startHandshake();
            return true;
        } catch (IOException disliked) {
            refused.incrementAndGet();
            return false;
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            to.isClosed();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
