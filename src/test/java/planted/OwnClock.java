package planted;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** Asks the system for the time in each forbidden way, one of them a method reference. */
final class OwnClock {

    Supplier<Instant> byReference() {
        return Instant::now;
    }

    long millis() {
        return System.currentTimeMillis();
    }

    Clock ofTheSystem() {
        return Clock.systemUTC();
    }

    Instant allowed(Clock clock) {
        return Instant.now(clock);
    }
}
