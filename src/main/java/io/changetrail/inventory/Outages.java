package io.changetrail.inventory;

import io.changetrail.sync.StreamKey;
import io.changetrail.sync.Trouble;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells an upstream that fails from a server that cannot be read: the pauses of servers that failed with their upstream end with
 * its outage. Remembered by this replica alone; another one waits the pauses out.
 */
final class Outages {

    private enum Seen {
        IN_LISTS,
        IN_READS
    }

    private final Map<StreamKey, Seen> outages = new ConcurrentHashMap<>();

    /** Once the lists were looked at. */
    boolean endsWithLists(StreamKey stream, Trouble trouble) {
        return !trouble.isOfLists() && outages.remove(stream, Seen.IN_LISTS);
    }

    /**
     * Once {@code tried} servers were read.
     *
     * @return whether the first could be read after a walk in which none could
     */
    boolean endsWithReads(StreamKey stream, Trouble trouble, long tried) {
        if (trouble.isOfLists()) {
            outages.put(stream, Seen.IN_LISTS);
        } else if (tried > 1 && trouble.failedReads() >= tried) {
            outages.put(stream, Seen.IN_READS);
        } else if (tried > trouble.failedReads()) {
            return outages.remove(stream, Seen.IN_READS);
        }
        return false;
    }
}
