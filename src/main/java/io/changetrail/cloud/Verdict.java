package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientResponse;

/** What the end of a call says of the credentials it was made with ({@code upstream.md} 3.4). */
enum Verdict {

    /** A guarded call was answered with 200 or a login with 201; nothing less proves anything. */
    ACCEPTED,

    /** 401: a bad signature, password or token. */
    REFUSED,

    /** 401 because the clocks differ: it tells of this replica, not of the key. */
    SKEWED,

    /** Throttled, forbidden, not found, out of order, never connected: not counted as bad anywhere. */
    NEUTRAL,

    /** No answer was seen, so the upstream may have counted a bad one. */
    UNKNOWN;

    static Verdict of(ClientResponse response) {
        return switch (response.statusCode().value()) {
            case 200 -> ACCEPTED;
            case 401 -> REFUSED;
            default -> NEUTRAL;
        };
    }

    static Verdict of(Throwable failure) {
        if (failure instanceof CloudException refused && refused.status() != 0) {
            return refused.kind() == Kind.UNAUTHORIZED ? REFUSED : NEUTRAL;
        }
        return unreached(failure.getCause()) ? NEUTRAL : UNKNOWN;
    }

    private static boolean unreached(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException;
    }
}
