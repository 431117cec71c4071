package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.List;

/** Which actions may have had an effect that a capture shows: started before it and ended at most 26 h before it. */
final class Reach {

    static final int MOST_CANDIDATES = 12;

    /** How far the clocks of Nova and RMS may differ. */
    private static final long SKEW = 120 * Footprint.SECOND;

    /** RMS promises a change within 24 h. */
    private static final long HORIZON = 26 * 3_600 * Footprint.SECOND;

    private static final int MOST_LOOKED_AT = 96;

    private Reach() {}

    static boolean covers(Capture capture, Footprint footprint) {
        return footprint.start() <= capture.time() + SKEW && footprint.latestEnd() >= capture.time() - HORIZON;
    }

    /** Places in {@code writers}, which are sorted by end, nearest to the capture first. */
    static List<Integer> places(List<Footprint> writers, Capture capture) {
        var places = new ArrayList<Integer>();
        var from = ServerRecords.firstEndingFrom(writers, capture.time() + SKEW);
        for (var i = from; i < Math.min(writers.size(), from + MOST_CANDIDATES); i++) {
            if (covers(capture, writers.get(i))) {
                places.add(i);
            }
        }
        var least = capture.time() - HORIZON;
        for (var i = from - 1;
                i >= Math.max(0, from - MOST_LOOKED_AT) && writers.get(i).latestEnd() >= least;
                i--) {
            if (covers(capture, writers.get(i))) {
                places.add(i);
            }
        }
        return places;
    }
}
