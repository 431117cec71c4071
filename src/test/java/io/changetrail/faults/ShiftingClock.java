package io.changetrail.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's clock in UTC, until a test makes it jump. */
final class ShiftingClock extends Clock {

    private final AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);

    /** How far it is from the true time from now on. */
    void jump(Duration from) {
        off.set(from);
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(off.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** @return this: only instants are asked for */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
