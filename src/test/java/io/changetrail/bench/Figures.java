package io.changetrail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows per second of several rounds of one thing. */
final class Figures {

    private final List<Double> perSecond = new ArrayList<>();
    private final int rows;

    /** @param rows of one round */
    Figures(int rows) {
        this.rows = rows;
    }

    double add(long nanoseconds) {
        perSecond.add(rows * 1e9 / nanoseconds);
        return perSecond.getLast();
    }

    double median() {
        var sorted = perSecond.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    @Override
    public String toString() {
        var summary = perSecond.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return String.format(
                Locale.ROOT, "min %,.0f, median %,.0f, max %,.0f rows/s", summary.getMin(), median(), summary.getMax());
    }
}
