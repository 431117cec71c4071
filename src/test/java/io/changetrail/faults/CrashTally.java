package io.changetrail.faults;

import java.util.concurrent.atomic.AtomicInteger;

/** What was really killed, and how much of it in the middle of something. */
final class CrashTally {

    private final AtomicInteger replicas = new AtomicInteger();
    private final AtomicInteger starting = new AtomicInteger();
    private final AtomicInteger transactions = new AtomicInteger();
    private final AtomicInteger databases = new AtomicInteger();

    void replica(boolean duringStart, boolean inTransaction) {
        replicas.incrementAndGet();
        starting.addAndGet(duringStart ? 1 : 0);
        transactions.addAndGet(inTransaction ? 1 : 0);
    }

    void database() {
        databases.incrementAndGet();
    }

    int replicas() {
        return replicas.get();
    }

    int databases() {
        return databases.get();
    }

    int inTransaction() {
        return transactions.get();
    }

    @Override
    public String toString() {
        return "%d kills of replicas (%d while starting, %d in a transaction), %d of the database"
                .formatted(replicas.get(), starting.get(), transactions.get(), databases.get());
    }
}
