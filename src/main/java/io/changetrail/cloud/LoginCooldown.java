package io.changetrail.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps a scope that IAM refuses, such as a project without a role, from being asked for again and again; each pause is twice the last. */
final class LoginCooldown {

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 5;

    private final Clock clock;
    private final Map<CloudScope, Pause> pauses = new HashMap<>();

    LoginCooldown(Clock clock) {
        this.clock = clock;
    }

    /** The refusal that the scope still rests from; null when it may try. */
    synchronized @Nullable CloudException restingFrom(CloudScope scope) {
        var own = pauses.get(scope);
        return own != null && clock.instant().isBefore(own.until()) ? own.reason() : null;
    }

    synchronized void refused(CloudScope scope, CloudException reason) {
        var before = pauses.get(scope);
        var doublings = before == null ? 0 : Math.min(before.doublings() + 1, MOST_DOUBLINGS);
        var until = clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << doublings));
        pauses.put(scope, new Pause(until, doublings, reason));
    }

    synchronized void accepted(CloudScope scope) {
        pauses.remove(scope);
    }

    /** How long, after how many refusals before it, and why. */
    private record Pause(Instant until, int doublings, CloudException reason) {}
}
