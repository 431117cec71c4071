package io.changetrail.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a scope that IAM refuses, such as a project without a role, from being asked for again and again, and IAM from a storm
 * of logins while it is down; each pause is twice the last.
 */
final class LoginCooldown {

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 5;

    /** As many tries as one call makes come before the first pause. */
    private static final int TRIES_OF_A_CALL = 4;

    private static final int NO_REFUSAL = -1;
    private static final Duration FIRST_BREATH = Duration.ofSeconds(1);
    private static final int MOST_BREATHS = 4;

    private final Clock clock;
    private final Map<CloudScope, Pause> pauses = new HashMap<>();
    private final Map<CloudScope, Integer> unanswered = new HashMap<>();

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

    /** Notes a login that may yet succeed: IAM was down, busy or not to be reached. */
    synchronized void unanswered(CloudScope scope, CloudException reason) {
        var tries = unanswered.merge(scope, 1, Integer::sum);
        if (tries >= TRIES_OF_A_CALL) {
            var doublings = Math.min(tries - TRIES_OF_A_CALL, MOST_BREATHS);
            pauses.put(
                    scope,
                    new Pause(clock.instant().plus(FIRST_BREATH.multipliedBy(1L << doublings)), NO_REFUSAL, reason));
        }
    }

    synchronized void accepted(CloudScope scope) {
        pauses.remove(scope);
        unanswered.remove(scope);
    }

    /** How long, after how many refusals before it, and why. */
    private record Pause(Instant until, int doublings, CloudException reason) {}
}
