package io.changetrail.correlation;

import io.changetrail.rms.HistoryItem;
import io.changetrail.rms.PropertyChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sorts the diff of a history item into facets; property names are those of the published RMS sample. */
final class Facets {

    private static final String VM_STATE = "/properties/OsExtStsVmState";
    private static final String STATUS = "/properties/status";
    private static final String ATTRIBUTES = "/properties/OS-EXT-SRV-ATTR/";
    private static final String VOLUMES = "/properties/ExtVolumesAttached/";
    private static final String VOLUME_RELATIONS = "/relations/evs.volumes/";
    private static final String ADDRESSES = "/properties/addresses/";
    private static final String METADATA = "/properties/metadata/";
    private static final Set<String> IMAGE_METADATA =
            Set.of("meteringImageId", "meteringImageType", "imageName", "osType", "osBit", "meteringOrderId");
    private static final Set<String> TRANSIENT_STATUSES =
            Set.of("REBOOT", "HARD_REBOOT", "RESIZE", "REVERT_RESIZE", "REBUILD", "MIGRATING", "PASSWORD", "BUILD");
    private static final Map<String, Family> BY_PATH = Map.ofEntries(
            Map.entry(VM_STATE, Family.POWER),
            Map.entry("/properties/OsExtStsPowerState", Family.POWER),
            Map.entry("/properties/OsExtStsTaskState", Family.TASK),
            Map.entry("/properties/progress", Family.TASK),
            Map.entry("/provisioning_state", Family.TASK),
            Map.entry("/properties/hostId", Family.HOST),
            Map.entry(ATTRIBUTES + "host", Family.HOST),
            Map.entry(ATTRIBUTES + "hypervisorHostName", Family.HOST),
            Map.entry("/properties/OsExtAz", Family.HOST),
            Map.entry("/properties/image", Family.IMAGE),
            Map.entry("/properties/locked", Family.LOCK),
            Map.entry("/properties/OsSrvUsgLaunchedAt", Family.LAUNCHED),
            Map.entry("/state", Family.LIFECYCLE),
            Map.entry("/updated", Family.TOUCH),
            Map.entry("/name", Family.EDIT),
            Map.entry("/properties/name", Family.EDIT),
            Map.entry("/properties/hostName", Family.EDIT),
            Map.entry(ATTRIBUTES + "hostName", Family.EDIT),
            Map.entry("/properties/keyName", Family.EDIT),
            Map.entry("/properties/description", Family.EXTERNAL));
    private static final Map<String, String> TARGET_NAMES = Map.of(
            VM_STATE,
            "vm",
            "/properties/OsExtStsPowerState",
            "power",
            STATUS,
            "status",
            "/properties/OsExtStsTaskState",
            "task",
            "/properties/locked",
            "locked");

    private Facets() {}

    static List<Facet> of(HistoryItem item) {
        var groups = new TreeMap<String, List<String>>();
        item.diff()
                .forEach((path, change) -> groups.computeIfAbsent(group(path, change, item), key -> new ArrayList<>())
                        .add(path));
        var facets = new ArrayList<Facet>();
        groups.forEach((group, paths) -> {
            var cut = group.indexOf(' ');
            paths.sort(Comparator.naturalOrder());
            facets.add(new Facet(
                    Family.valueOf(group.substring(0, cut)),
                    group.substring(cut + 1),
                    List.copyOf(paths),
                    values(item, paths)));
        });
        return inOrderOfDevice(facets, item);
    }

    /** A status that Nova shows only while an action is at work. */
    static boolean isTransient(@Nullable String status) {
        return status != null && TRANSIENT_STATUSES.contains(status);
    }

    static @Nullable String text(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        return node.isValueNode() ? node.asString() : node.toString();
    }

    private static String group(String path, PropertyChange change, HistoryItem item) {
        if (path.startsWith(VOLUMES)) {
            return element(change, Family.VOLUME_ADDED, Family.VOLUME_REMOVED, path.substring(VOLUMES.length()));
        }
        if (path.startsWith(VOLUME_RELATIONS)) {
            return element(
                    change, Family.VOLUME_ADDED, Family.VOLUME_REMOVED, path.substring(VOLUME_RELATIONS.length()));
        }
        if (path.startsWith(ADDRESSES) && !floating(change)) {
            var port = path.substring(ADDRESSES.length()).split(" ", 2)[0];
            return element(change, Family.PORT_ADDED, Family.PORT_REMOVED, port);
        }
        var family = family(path, change, item);
        return family.name() + " " + (family == Family.EDIT ? property(path) : "");
    }

    /** Name, key and each entry of the metadata have writers of their own. */
    private static String property(String path) {
        return path.contains("ame") && !path.startsWith(METADATA) && !path.contains("key") ? "name" : path;
    }

    private static String element(PropertyChange change, Family added, Family removed, String key) {
        if (change.before() == null) {
            return added.name() + " " + key;
        }
        return change.after() == null ? removed.name() + " " + key : Family.EXTERNAL.name() + " ";
    }

    private static boolean floating(PropertyChange change) {
        var element = change.after() != null ? change.after() : change.before();
        return element != null && "floating".equals(element.path("OsExtIpsType").asString(""));
    }

    private static Family family(String path, PropertyChange change, HistoryItem item) {
        if (path.equals(STATUS)) {
            return statusFamily(change, item.diff().containsKey(VM_STATE));
        }
        if (path.startsWith("/properties/flavor")) {
            return Family.FLAVOR;
        }
        if (path.startsWith(METADATA)) {
            return metadataFamily(path.substring(METADATA.length()));
        }
        if (path.startsWith("/properties/securityGroup")) {
            return Family.SECURITY;
        }
        if (path.startsWith("/tags") || path.startsWith("/relations") || path.startsWith(ADDRESSES)) {
            return Family.EXTERNAL;
        }
        return BY_PATH.getOrDefault(path, Family.OTHER);
    }

    private static Family statusFamily(PropertyChange change, boolean vmStateChanged) {
        var running = isTransient(text(change.after()));
        return running || (isTransient(text(change.before())) && !vmStateChanged) ? Family.TASK : Family.POWER;
    }

    private static Family metadataFamily(String key) {
        if (IMAGE_METADATA.contains(key)) {
            return Family.IMAGE;
        }
        return key.startsWith("metering") ? Family.FLAVOR : Family.EDIT;
    }

    private static Map<String, Facet.Values> values(HistoryItem item, List<String> paths) {
        var values = new HashMap<String, Facet.Values>();
        for (var path : paths) {
            var name = TARGET_NAMES.get(path);
            var change = item.diff().get(path);
            if (name != null && change != null) {
                values.put(name, new Facet.Values(text(change.before()), text(change.after())));
            }
        }
        return values;
    }

    /** Nova gives out device names in the order of attaching, which tells volumes of one capture apart. */
    private static List<Facet> inOrderOfDevice(List<Facet> facets, HistoryItem item) {
        facets.sort(Comparator.comparing(Facet::family)
                .thenComparing(facet -> device(facet, item))
                .thenComparing(Facet::key));
        return List.copyOf(facets);
    }

    private static String device(Facet facet, HistoryItem item) {
        var change = item.diff().get(VOLUMES + facet.key());
        return change == null || change.after() == null
                ? ""
                : change.after().path("device").asString("");
    }
}
