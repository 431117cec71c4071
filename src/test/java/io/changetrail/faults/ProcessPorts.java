package io.changetrail.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that stay ours while nobody listens: below those that the system hands out for connections. */
final class ProcessPorts {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 30_000;

    private ProcessPorts() {}

    static int free() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
    }
}
