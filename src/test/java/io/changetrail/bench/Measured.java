package io.changetrail.bench;

import java.util.Locale;

/**
 * One measurement.
 *
 * @param service CPU seconds, like the following
 * @param client of the process that asks
 * @param other of all else on the machine
 */
record Measured(double perSecond, double seconds, double service, double client, double database, double other) {

    /** CPU seconds for each call, of service, client and database together. */
    double cpu() {
        return (service + client + database) / (perSecond * seconds);
    }

    /** CPU milliseconds for each call: of service, client and database. */
    String each() {
        var calls = perSecond * seconds / 1000;
        return String.format(Locale.ROOT, "%.2f + %.2f + %.2f ms", service / calls, client / calls, database / calls);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,.1f/s in %.1f s; CPU s: service %.1f, client %.1f, database %.1f, all else %.1f; each %s",
                perSecond,
                seconds,
                service,
                client,
                database,
                other,
                each());
    }
}
