package io.changetrail.correlation;

import org.springframework.context.ApplicationContext;

/** Runs the service's own sweep outside its schedule, for those who measure it. */
public final class WholeSweep {

    private final CorrelationSweep sweep;

    private WholeSweep(CorrelationSweep sweep) {
        this.sweep = sweep;
    }

    public static WholeSweep of(ApplicationContext service) {
        return new WholeSweep(service.getBean(CorrelationSweep.class));
    }

    /** Nanoseconds until no server is marked any more. */
    public long run() {
        var start = System.nanoTime();
        sweep.sweep().block();
        return System.nanoTime() - start;
    }
}
