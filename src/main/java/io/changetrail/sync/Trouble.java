package io.changetrail.sync;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What went wrong during a walk without ending it; of many troubles one is told, the others are counted by metrics. */
public final class Trouble {

    private final AtomicReference<String> last = new AtomicReference<>();
    private final AtomicReference<String> ofLists = new AtomicReference<>();

    /** @param what in words that hold no upstream text */
    public void note(String what) {
        last.set(what);
    }

    /** Without its lists a walk is not whole, even if all servers that were due are read. */
    public void noteOfLists(String what) {
        ofLists.set(what);
    }

    /** Why the walk is not whole, if a list could not be read or {@code failing} servers still wait for another try. */
    public Optional<String> unless(long failing) {
        if (ofLists.get() != null) {
            return Optional.of(ofLists.get());
        }
        if (failing == 0) {
            return Optional.empty();
        }
        var told = last.get();
        return Optional.of(told == null ? "servers wait for another try" : told);
    }
}
