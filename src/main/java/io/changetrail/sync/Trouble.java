package io.changetrail.sync;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What went wrong during a walk without ending it; of many troubles one is told, the others are counted by metrics. */
public final class Trouble {

    private final AtomicReference<String> last = new AtomicReference<>();

    /** @param what in words that hold no upstream text */
    public void note(String what) {
        last.set(what);
    }

    /** Why the walk is not whole, if {@code failing} servers still wait for another try. */
    public Optional<String> unless(long failing) {
        if (failing == 0) {
            return Optional.empty();
        }
        var told = last.get();
        return Optional.of(told == null ? "servers wait for another try" : told);
    }
}
