package io.changetrail.cloud;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The slices of the deployment's budget that this replica may use: of {@code max-concurrency} slices each is one call at once
 * and its part of the rate, for every service alike.
 */
final class Share {

    private final int all;
    private final LongSupplier nanos;
    private final List<Permits> users = new CopyOnWriteArrayList<>();
    private volatile Held held;

    /** @param nanos a clock that never jumps */
    Share(int all, LongSupplier nanos) {
        this.all = all;
        this.nanos = nanos;
        this.held = new Held(0, nanos.getAsLong(), 0);
    }

    /** All of a budget that nobody shares, for ever. */
    static Share whole(int all) {
        var share = new Share(all, () -> 0);
        share.grant(new Held(all, 1, all));
        return share;
    }

    /**
     * What was granted.
     *
     * @param until by the share's clock
     * @param fair what it will become once the others have made room; 0 leaves no hope of a slice
     */
    record Held(int slices, long until, int fair) {}

    int all() {
        return all;
    }

    long until() {
        return held.until();
    }

    /** The part of the rate that may be used now; 0 once the lease has run out. */
    double part() {
        var now = held;
        return now.until() - nanos.getAsLong() > 0 ? (double) now.slices() / all : 0;
    }

    /** What no service exceeds from now on: calls under way beyond a smaller share still count. */
    int inUse() {
        return users.stream().mapToInt(Permits::running).reduce(held.slices(), Math::max);
    }

    void grant(Held granted) {
        held = granted;
        users.forEach(this::tell);
    }

    /** @param closed what calls fail with while there is no hope of a slice */
    Permits permits(Supplier<RuntimeException> closed) {
        var permits = new Permits(closed);
        users.add(permits);
        tell(permits);
        return permits;
    }

    private void tell(Permits permits) {
        var now = held;
        permits.limit(now.slices(), now.slices() == 0 && now.fair() == 0);
    }
}
