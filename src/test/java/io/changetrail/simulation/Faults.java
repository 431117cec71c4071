package io.changetrail.simulation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The faults set at the moment; the first that meets a call and is not used up spoils it. */
public final class Faults {

    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Map<Fault, AtomicInteger> fired = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    public Fault add(Fault fault) {
        fired.put(fault, new AtomicInteger());
        faults.add(fault);
        return fault;
    }

    /** Heals the cloud; counts stay readable. */
    public void clear() {
        faults.clear();
    }

    /** How many calls the fault has spoilt. */
    public int fired(Fault fault) {
        var count = fired.get(fault);
        return count == null ? 0 : count.get();
    }

    Reply answer(Call call, Supplier<Reply> usual) throws InterruptedException {
        for (var fault : faults) {
            if (fault.when().test(call) && taken(fault)) {
                return fault.action().apply(call, usual, closing);
            }
        }
        return usual.get();
    }

    void release() {
        closing.countDown();
    }

    private boolean taken(Fault fault) {
        var count = fired.computeIfAbsent(fault, key -> new AtomicInteger());
        return count.getAndUpdate(n -> n < fault.times() ? n + 1 : n) < fault.times();
    }
}
