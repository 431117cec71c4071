package io.changetrail.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares the alignment with the sum over every possible one, which is affordable for a few facets only. */
class AlignmentTests {

    private static final int ACTIONS = 6;

    private final Random random = new Random(11);

    @Test
    void posteriorsAreThoseOfAllAlignmentsWrittenOut() {
        for (var round = 0; round < 300; round++) {
            var facets = 1 + random.nextInt(5);
            var places = new int[facets][];
            var bits = new double[facets][];
            for (var j = 0; j < facets; j++) {
                places[j] = IntStream.range(0, ACTIONS)
                        .filter(place -> random.nextBoolean())
                        .toArray();
                bits[j] = random.doubles(places[j].length, -8, 14).toArray();
            }
            compare(places, bits);
        }
    }

    private static void compare(int[][] places, double[][] bits) {
        var expected = new double[places.length][];
        for (var j = 0; j < places.length; j++) {
            expected[j] = new double[places[j].length];
        }
        var total = enumerate(places, bits, expected, new int[places.length], 0, -1, 1);
        var posteriors = Alignment.posteriors(places, bits);
        for (var j = 0; j < places.length; j++) {
            for (var c = 0; c < places[j].length; c++) {
                assertThat(posteriors[j][c]).isCloseTo(expected[j][c] / total, within(1e-9));
            }
        }
    }

    /** Adds the weight of each whole alignment to the pairs in it; {@code chosen} holds one more than the candidate, 0 for none. */
    private static double enumerate(
            int[][] places, double[][] bits, double[][] sums, int[] chosen, int j, int last, double weight) {
        if (j == places.length) {
            for (var facet = 0; facet < j; facet++) {
                if (chosen[facet] > 0) {
                    sums[facet][chosen[facet] - 1] += weight;
                }
            }
            return weight;
        }
        chosen[j] = 0;
        var total = enumerate(places, bits, sums, chosen, j + 1, last, weight);
        for (var c = 0; c < places[j].length; c++) {
            if (places[j][c] > last) {
                chosen[j] = c + 1;
                total += enumerate(places, bits, sums, chosen, j + 1, places[j][c], weight * Math.pow(2, bits[j][c]));
            }
        }
        return total;
    }
}
