package io.changetrail.correlation;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.ecs.InstanceActions;
import io.changetrail.rms.HistoryItem;
import io.changetrail.rms.ResourceHistory;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;

/** Servers with their facets computed, ready to be correlated without a database; twins share the documents of one original. */
public final class RecordsInMemory {

    private final Correlator correlator = new Correlator();
    private final List<ServerRecords> servers;
    private long links;

    private RecordsInMemory(List<ServerRecords> servers) {
        this.servers = servers;
    }

    /**
     * Reads the originals once.
     *
     * @param prefix the first eight digits of the ids of the twin with that number
     */
    public static RecordsInMemory of(
            ApplicationContext service, List<String> originals, int servers, IntFunction<String> prefix) {
        var actions = originals.stream()
                .map(service.getBean(InstanceActions.class)::ofServer)
                .toList();
        var items = originals.stream()
                .map(service.getBean(ResourceHistory.class)::ofResource)
                .toList();
        var table = EffectTable.load();
        return new RecordsInMemory(IntStream.range(0, servers)
                .mapToObj(number -> {
                    var original = number % originals.size();
                    var digits = prefix.apply(number);
                    return ServerRecords.of(
                            actions.get(original).stream()
                                    .map(one -> twin(one, digits))
                                    .toList(),
                            items.get(original).stream()
                                    .map(one -> twin(one, digits))
                                    .toList(),
                            table);
                })
                .toList());
    }

    /** Nanoseconds until all servers are correlated; what is found is counted and let go. */
    public long correlate(int threads) {
        var found = new AtomicLong();
        var start = System.nanoTime();
        try (var pool = new ForkJoinPool(threads)) {
            pool.submit(() -> servers.parallelStream()
                            .forEach(server -> found.addAndGet(
                                    correlator.correlate(server).links().size())))
                    .join();
        }
        links = found.get();
        return System.nanoTime() - start;
    }

    @Override
    public String toString() {
        return "engine: %,d links".formatted(links);
    }

    private static InstanceAction twin(InstanceAction one, String digits) {
        return new InstanceAction(
                twin(one.id(), digits),
                digits + one.serverId().substring(8),
                one.projectId(),
                "req-" + digits + one.requestId().substring(12),
                one.action(),
                one.ordinal(),
                one.rank(),
                one.userId(),
                one.startTime(),
                one.updatedAt(),
                one.message(),
                one.events(),
                one.serverErrorSeen(),
                one.recordedAt());
    }

    private static HistoryItem twin(HistoryItem one, String digits) {
        return new HistoryItem(
                twin(one.id(), digits),
                digits + one.resourceId().substring(8),
                one.projectId(),
                one.resourceType(),
                one.captureTime(),
                one.status(),
                one.updated(),
                one.predecessorCapture(),
                one.diff(),
                one.document(),
                one.recordedAt());
    }

    private static UUID twin(UUID id, String digits) {
        return UUID.fromString(digits + id.toString().substring(8));
    }
}
