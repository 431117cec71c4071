package io.changetrail.correlation;

import java.util.Arrays;
import java.util.List;

/** Elements of a set that one capture shows together: which came first is not told, except, for volumes added, by their devices. */
final class Elements {

    /** Nova reuses a device name that became free, so that the order of names is not always that of attaching. */
    private static final double IN_ORDER_OF_DEVICE = 0.9;

    /** Names one of several equally good answers without being surer of it. */
    private static final double TIE = 0.001;

    private Elements() {}

    /** Spreads the posteriors of facets that are alike over all of them. */
    static void share(Family family, List<Weighed> facets, int[][] places, double[][] posteriors) {
        var own = family == Family.VOLUME_ADDED ? IN_ORDER_OF_DEVICE : TIE;
        var from = 0;
        while (from < facets.size()) {
            var to = from + 1;
            while (to < facets.size()
                    && facets.get(to).open().capture()
                            == facets.get(from).open().capture()
                    && Arrays.equals(places[to], places[from])) {
                to++;
            }
            share(own, Arrays.copyOfRange(posteriors, from, to));
            from = to;
        }
    }

    private static void share(double own, double[][] alike) {
        for (var candidate = 0; candidate < alike[0].length; candidate++) {
            var mean = 0.0;
            for (var posterior : alike) {
                mean += posterior[candidate] / alike.length;
            }
            for (var posterior : alike) {
                posterior[candidate] = own * posterior[candidate] + (1 - own) * mean;
            }
        }
    }
}
