package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.List;

/** Which of a server's actions may have had an effect that a capture shows: at work then, or ended at most 26 h before it. */
final class Reach {

    static final int MOST_CANDIDATES = 12;

    /** How far the clocks of Nova and RMS may differ. */
    static final long SKEW = 120 * Footprint.SECOND;

    /** RMS promises a change within 24 h. */
    static final long HORIZON = 26 * 3_600 * Footprint.SECOND;

    private static final long SLACK = 2 * Footprint.SECOND;
    private static final int MOST_LOOKED_AT = 96;

    private final List<Footprint> footprints;
    private final long[] earliest;

    /** @param footprints sorted by end */
    Reach(List<Footprint> footprints) {
        this.footprints = footprints;
        this.earliest = new long[footprints.size() + 1];
        earliest[footprints.size()] = Long.MAX_VALUE;
        for (var i = footprints.size() - 1; i >= 0; i--) {
            earliest[i] = Math.min(earliest[i + 1], footprints.get(i).start());
        }
    }

    static boolean covers(Capture capture, Footprint footprint) {
        var time = capture.time();
        return footprint.working(time) || (footprint.end() >= time - HORIZON && footprint.end() < time + SKEW);
    }

    /** Places of the actions that cover the capture, nearest to it first. */
    List<Integer> places(Capture capture) {
        var places = new ArrayList<Integer>();
        var time = capture.time();
        var from = ServerRecords.firstEndingFrom(footprints, time + SKEW);
        for (var i = from; places.size() < MOST_CANDIDATES && earliest[i] <= time + SLACK; i++) {
            if (footprints.get(i).working(time)) {
                places.add(i);
            }
        }
        var least = Math.max(0, from - MOST_LOOKED_AT);
        for (var i = from - 1; i >= least && footprints.get(i).end() >= time - HORIZON; i--) {
            places.add(i);
        }
        return places;
    }

    /** Whether any was at work at that time, by Nova's clock in whole seconds. */
    boolean anyAt(long time) {
        var i = ServerRecords.firstEndingFrom(footprints, time - SLACK);
        while (earliest[i] <= time + Footprint.SECOND) {
            if (footprints.get(i).covers(time, Footprint.SECOND, SLACK)) {
                return true;
            }
            i++;
        }
        return false;
    }
}
