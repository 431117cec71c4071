package io.changetrail.sync;

import io.changetrail.sync.Shortfall.Kind;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What went wrong during a walk without ending it; of many troubles one is told, the others are counted by metrics. */
public final class Trouble {

    /** What an administrator can mend at once is told first, what explains only itself last. */
    private static final Comparator<Shortfall> TELLING = Comparator.comparing(trouble -> switch (trouble.kind()) {
        case FORBIDDEN -> 0;
        case OUTAGE -> 1;
        case RECORDER_OFF, WAITING, UNFINISHED -> 2;
    });

    private final AtomicReference<@Nullable Shortfall> ofReads = new AtomicReference<>();
    private final AtomicReference<@Nullable Shortfall> ofLists = new AtomicReference<>();
    private final AtomicLong failedReads = new AtomicLong();

    /** One resource could not be read. */
    public void note(Shortfall trouble) {
        failedReads.incrementAndGet();
        ofReads.accumulateAndGet(trouble, Trouble::first);
    }

    /** Without its lists a walk is not whole, even if all servers that were due are read. */
    public void noteOfLists(Shortfall trouble) {
        ofLists.accumulateAndGet(trouble, Trouble::first);
    }

    public boolean isOfLists() {
        return ofLists.get() != null;
    }

    /** How many resources could not be read. */
    public long failedReads() {
        return failedReads.get();
    }

    /** Why the walk is not whole, if a list could not be read or {@code failing} servers still wait for another try. */
    public Optional<Shortfall> unless(long failing) {
        var lists = ofLists.get();
        if (lists != null) {
            return Optional.of(lists);
        }
        if (failing == 0) {
            return Optional.empty();
        }
        var reads = ofReads.get();
        return Optional.of(reads == null ? new Shortfall(Kind.WAITING, "servers wait for another try") : reads);
    }

    private static @Nullable Shortfall first(@Nullable Shortfall one, @Nullable Shortfall other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return TELLING.compare(other, one) <= 0 ? other : one;
    }
}
