package io.changetrail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times of one size; each figure is the median of its rounds. */
final class CorrelationFigures {

    final Times engine = new Times();
    final Times asof = new Times();
    final Times engineOnAll = new Times();
    final Times asofOnAll = new Times();
    final Times sweep = new Times();
    final Times copyOut = new Times();
    final Times copyIn = new Times();
    final Times copy = new Times();

    private final int records;

    /** @param records actions and history items together */
    CorrelationFigures(int records) {
        this.records = records;
    }

    /** The worse of the engine on one thread to the join on one, and on all cores to the join on all. */
    double asofRatio() {
        return Math.max(engine.median() / asof.median(), engineOnAll.median() / asofOnAll.median());
    }

    double copyRatio() {
        return sweep.median() / copy.median();
    }

    /** How much the time per n log n is of that of the smaller size, the engine's or the sweep's, whichever grew more. */
    double growsBy(CorrelationFigures smaller) {
        return Math.max(engineGrowth(smaller), sweepGrowth(smaller));
    }

    String growth(CorrelationFigures smaller) {
        return String.format(
                Locale.ROOT,
                "from %,d to %,d records: time per n log n times %.2f (engine), %.2f (sweep)",
                smaller.records,
                records,
                engineGrowth(smaller),
                sweepGrowth(smaller));
    }

    private double engineGrowth(CorrelationFigures smaller) {
        return engine.median() / smaller.engine.median() * smaller.nLogN() / nLogN();
    }

    private double sweepGrowth(CorrelationFigures smaller) {
        return sweep.median() / smaller.sweep.median() * smaller.nLogN() / nLogN();
    }

    private double nLogN() {
        return records * Math.log(records);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d records%n"
                        + "  one thread:  engine %s, ASOF join %s, ratio %.1f%n"
                        + "  all cores:   engine %s, ASOF join %s, ratio %.1f%n"
                        + "  sweep %s, COPY %s (out %s, in %s), ratio %.2f",
                records,
                engine,
                asof,
                engine.median() / asof.median(),
                engineOnAll,
                asofOnAll,
                engineOnAll.median() / asofOnAll.median(),
                sweep,
                copy,
                copyOut,
                copyIn,
                copyRatio());
    }

    /** Nanoseconds of several rounds of one thing. */
    static final class Times {

        private final List<Long> nanoseconds = new ArrayList<>();

        void add(long time) {
            nanoseconds.add(time);
        }

        long last() {
            return nanoseconds.getLast();
        }

        double median() {
            var sorted = nanoseconds.stream().sorted().toList();
            return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2.0;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f s", median() / 1e9);
        }
    }
}
