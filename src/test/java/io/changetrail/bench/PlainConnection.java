package io.changetrail.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that is kept open and asks for as little CPU as it can: it reads answers and keeps nothing of them. */
final class PlainConnection implements AutoCloseable {

    private static final int BUFFER = 1 << 17;

    private final Socket socket;
    private final InputStream in;
    private final byte[] sink = new byte[BUFFER];

    PlainConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    /** @return bytes of the body; anything but 200 fails */
    int get(String path) throws IOException {
        var request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var status = line();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(path + " answered " + status);
        }
        int length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
        }
        if (length < 0) {
            return chunks();
        }
        skip(length);
        return length;
    }

    private int chunks() throws IOException {
        int sum = 0;
        while (true) {
            int length = Integer.parseInt(line(), 16);
            skip(length);
            line();
            if (length == 0) {
                return sum;
            }
            sum += length;
        }
    }

    private void skip(int length) throws IOException {
        for (int left = length; left > 0; ) {
            int read = in.read(sink, 0, Math.min(left, sink.length));
            if (read < 0) {
                throw new EOFException("In the midst of an answer");
            }
            left -= read;
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("In the midst of a line");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
