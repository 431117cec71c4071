package io.changetrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.timeline.web.OpenMode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** The port of probes and scrapes, which keep their connections. */
@OpenMode
class ManagementConnectionTests {

    private static final String REQUEST = "GET /actuator/health/liveness HTTP/1.1\r\nHost: x\r\n\r\n";

    @LocalManagementPort
    private int port;

    @Test
    void aRequestBehindOneThatWaitedIsAnswered() throws IOException {
        try (var client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout(20_000);
            send(client, REQUEST + REQUEST);
            readAnswer(client);
            readAnswer(client);
            send(client, REQUEST);
            readAnswer(client);
        }
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void readAnswer(Socket client) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith("\"UP\"}")) {
            int next = client.getInputStream().read();
            assertThat(next).isNotNegative();
            text.append((char) next);
        }
        assertThat(text).startsWith("HTTP/1.1 200 OK");
    }
}
