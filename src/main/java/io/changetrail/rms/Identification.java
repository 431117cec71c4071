package io.changetrail.rms;

import io.changetrail.sync.RecordIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Tells which served items are stored already, which are new versions of stored changes, and which are new changes.
 *
 * <p>RMS gives items no id. Where (capture time, status) is the same and the content is not, the served item is a corrected
 * version if the old content is served no more, and a second change if both are.
 */
final class Identification {

    private final String resourceId;
    private final Map<Place, List<Known>> known = new LinkedHashMap<>();
    private final Set<UUID> ids = new HashSet<>();
    private final Set<UUID> served = new HashSet<>();

    Identification(String resourceId, List<Known> stored) {
        this.resourceId = resourceId;
        for (var item : stored) {
            known.computeIfAbsent(new Place(item.captureTime(), item.status()), place -> new ArrayList<>())
                    .add(item);
            ids.add(item.id());
        }
    }

    /** The items that have to be written, with their ids; {@code served} holds all that are served of each capture time in it. */
    List<Identified> toWrite(List<ServedItem> served) {
        Map<Place, Map<String, ServedItem>> places = new LinkedHashMap<>();
        for (var item : served) {
            places.computeIfAbsent(new Place(item.captureTime(), item.status()), place -> new LinkedHashMap<>())
                    .put(item.hash(), item);
        }
        var writes = new ArrayList<Identified>();
        places.forEach((place, contents) -> identify(place, contents, writes));
        return writes;
    }

    /** Whether the stored change was among what {@link #toWrite} was given, as it is or corrected. */
    boolean isServed(Known item) {
        return served.contains(item.id());
    }

    private void identify(Place place, Map<String, ServedItem> contents, List<Identified> writes) {
        var fresh = new LinkedHashMap<>(contents);
        var replaced = new ArrayList<Known>();
        for (var item : known.getOrDefault(place, List.of())) {
            if (fresh.remove(item.hash()) == null) {
                replaced.add(item);
            } else {
                served.add(item.id());
            }
        }
        for (var item : fresh.values()) {
            if (replaced.isEmpty()) {
                writes.add(new Identified(newId(item), item));
            } else {
                var corrected = replaced.removeFirst().id();
                served.add(corrected);
                writes.add(new Identified(corrected, item));
            }
        }
    }

    private UUID newId(ServedItem item) {
        var id = id(item, "");
        for (int again = 2; !ids.add(id); again++) {
            id = id(item, Integer.toString(again));
        }
        return id;
    }

    private UUID id(ServedItem item, String again) {
        return RecordIds.of("rms", resourceId, item.captureTime().toString(), item.status(), item.hash(), again);
    }

    /**
     * A stored change, by the hash of its newest content.
     *
     * @param gone whether the last read found that RMS serves it no more
     */
    record Known(UUID id, Instant captureTime, String status, String hash, boolean gone) {}

    /** A served item and the change that it is. */
    record Identified(UUID id, ServedItem item) {}

    private record Place(Instant captureTime, String status) {}
}
