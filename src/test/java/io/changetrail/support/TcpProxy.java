package io.changetrail.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A loopback port in front of another, which can be cut: connections break, and new ones are refused service. */
public final class TcpProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final int target;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    private TcpProxy(int target) throws IOException {
        this.target = target;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public static TcpProxy to(int port) {
        try {
            return new TcpProxy(port);
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    public void cut() {
        cut = true;
        connections.forEach(TcpProxy::close);
        connections.clear();
    }

    public void mend() {
        cut = false;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                if (cut) {
                    client.close();
                } else {
                    join(client, new Socket(InetAddress.getLoopbackAddress(), target));
                }
            } catch (IOException closed) {
                continue;
            }
        }
    }

    private void join(Socket client, Socket server) throws IOException {
        connections.add(client);
        connections.add(server);
        var toServer = server.getOutputStream();
        var toClient = client.getOutputStream();
        var fromClient = client.getInputStream();
        var fromServer = server.getInputStream();
        Thread.ofVirtual().start(() -> pump(fromClient, toServer, client, server));
        Thread.ofVirtual().start(() -> pump(fromServer, toClient, client, server));
    }

    private static void pump(InputStream in, OutputStream out, Socket client, Socket server) {
        try {
            in.transferTo(out);
        } catch (IOException broken) {
            close(client);
        } finally {
            close(client);
            close(server);
        }
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
