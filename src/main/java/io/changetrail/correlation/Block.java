package io.changetrail.correlation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Facets of one family, in order of capture, that have no candidate in common or out of order with any facet outside. */
record Block(List<Weighed> facets) {

    /** All facets of a family, in order of capture, cut wherever they can be. */
    static List<Block> of(List<Weighed> facets) {
        var blocks = new ArrayList<Block>();
        var lows = lows(facets);
        var partners = partners(facets);
        var from = 0;
        var high = -1;
        var together = 0;
        for (var j = 0; j < facets.size(); j++) {
            var used = facets.get(j).used();
            high = used.isEmpty() ? high : Math.max(high, used.getLast().place());
            together = Math.max(together, partners[j]);
            if (high < lows[j + 1] && together <= j) {
                blocks.add(new Block(List.copyOf(facets.subList(from, j + 1))));
                from = j + 1;
            }
        }
        return blocks;
    }

    Family family() {
        return facets.getFirst().open().facet().family();
    }

    /** Times of capture. */
    Span times() {
        return new Span(facets.getFirst().time(), facets.getLast().time());
    }

    /** Ends of the candidates; null if there are none. */
    @Nullable
    Span ends() {
        var ends = ends(facets).summaryStatistics();
        return ends.getCount() == 0 ? null : new Span(ends.getMin(), ends.getMax());
    }

    private static LongStream ends(List<Weighed> facets) {
        return facets.stream()
                .flatMap(facet -> facet.used().stream())
                .mapToLong(placed -> placed.candidate().footprint().end());
    }

    /** The first place that this or a later facet can use. */
    private static int[] lows(List<Weighed> facets) {
        var lows = new int[facets.size() + 1];
        lows[facets.size()] = Integer.MAX_VALUE;
        for (var j = facets.size() - 1; j >= 0; j--) {
            var used = facets.get(j).used();
            lows[j] = used.isEmpty()
                    ? lows[j + 1]
                    : Math.min(lows[j + 1], used.getFirst().place());
        }
        return lows;
    }

    /** The next facet that may be the other half of this one; itself if there is none. */
    private static int[] partners(List<Weighed> facets) {
        var partners = new int[facets.size()];
        var next = new HashMap<String, Integer>();
        for (var j = facets.size() - 1; j >= 0; j--) {
            var open = facets.get(j).open();
            var later = next.put(open.facet().key(), j);
            var halves = later != null
                    && Siblings.complements(open, facets.get(later).open());
            partners[j] = halves ? later : j;
        }
        return partners;
    }
}
