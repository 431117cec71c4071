package io.changetrail.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refused credentials from being tried over and over: IAM locks users and keys after about five failures. A refusal pauses
 * its scope, three in a row over all scopes pause every one; each pause is twice the last.
 */
final class LoginCooldown {

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final int REFUSALS_IN_A_ROW = 3;

    private final Clock clock;
    private final Map<CloudScope, Pause> pauses = new HashMap<>();
    private int inARow;
    private @Nullable Pause everyScope;

    LoginCooldown(Clock clock) {
        this.clock = clock;
    }

    /** The refusal that the scope still rests from; null when it may try. */
    synchronized @Nullable CloudException restingFrom(CloudScope scope) {
        var now = clock.instant();
        var own = pauses.get(scope);
        if (own != null && now.isBefore(own.until())) {
            return own.reason();
        }
        return everyScope != null && now.isBefore(everyScope.until()) ? everyScope.reason() : null;
    }

    synchronized void refused(CloudScope scope, CloudException reason) {
        var before = pauses.get(scope);
        pauses.put(scope, pause(before == null ? 0 : before.doublings() + 1, reason));
        inARow++;
        if (inARow >= REFUSALS_IN_A_ROW) {
            everyScope = pause(inARow - REFUSALS_IN_A_ROW, reason);
        }
    }

    synchronized void accepted(CloudScope scope) {
        pauses.remove(scope);
        inARow = 0;
        everyScope = null;
    }

    private Pause pause(int doublings, CloudException reason) {
        var bounded = Math.min(doublings, MOST_DOUBLINGS);
        return new Pause(clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << bounded)), bounded, reason);
    }

    /** How long, after how many refusals before it, and why. */
    private record Pause(Instant until, int doublings, CloudException reason) {}
}
