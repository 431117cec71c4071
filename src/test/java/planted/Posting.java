package planted;

import org.springframework.web.reactive.function.client.WebClient;

/** Writes to an upstream. */
final class Posting {

    private Posting() {}

    static Object write(WebClient client) {
        return client.delete();
    }
}
