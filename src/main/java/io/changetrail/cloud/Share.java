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
    private final List<User> users = new CopyOnWriteArrayList<>();
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

    /** How long the lease still runs, in nanoseconds; less than 0 once it has run out. */
    long left() {
        return held.until() - nanos.getAsLong();
    }

    /** The part of the rate that may be used now; 0 once the lease has run out. */
    double part() {
        var slices = held.slices();
        return left() > 0 ? (double) slices / all : 0;
    }

    /** What no service exceeds from now on: calls under way beyond a smaller share still count. */
    int inUse() {
        return users.stream().mapToInt(user -> user.slices(all)).reduce(held.slices(), Math::max);
    }

    void grant(Held granted) {
        held = granted;
        users.forEach(this::tell);
    }

    /** Whether this replica neither holds a slice nor will. */
    boolean hopeless() {
        return hopeless(held);
    }

    /** A call at once for every slice; see {@link #permits(int, Supplier)}. */
    Permits permits(Supplier<RuntimeException> closed) {
        return permits(all, closed);
    }

    /**
     * Permits that grow and shrink with the share.
     *
     * @param ofAll how many the whole budget has
     * @param closed what calls fail with while there is no hope of a slice
     */
    Permits permits(int ofAll, Supplier<RuntimeException> closed) {
        var user = new User(new Permits(closed), Math.min(ofAll, all));
        users.add(user);
        tell(user);
        return user.permits();
    }

    private void tell(User user) {
        var now = held;
        user.permits().limit(now.slices() * user.ofAll() / all, hopeless(now));
    }

    private static boolean hopeless(Held held) {
        return held.slices() == 0 && held.fair() == 0;
    }

    /** Permits, and how many there are of them in the whole budget. */
    private record User(Permits permits, int ofAll) {

        /** Slices that calls under way keep from others. */
        int slices(int all) {
            return Math.ceilDiv(permits.running() * all, ofAll);
        }
    }
}
