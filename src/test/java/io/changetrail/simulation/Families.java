package io.changetrail.simulation;

/** The property families of an item's paths, coarser than any matcher's table. */
final class Families {

    private static final String PROPERTIES = "/properties/";

    private Families() {}

    static String of(String path) {
        if (path.isEmpty() || path.equals("/state")) {
            return "lifecycle";
        }
        if (path.equals("/updated")) {
            return "touch";
        }
        if (path.startsWith("/relations/evs.volumes/")) {
            return "volume";
        }
        return path.startsWith(PROPERTIES) ? ofProperty(path.substring(PROPERTIES.length())) : "other";
    }

    private static String ofProperty(String property) {
        String block = property.contains("/") ? property.substring(0, property.indexOf('/')) : property;
        return switch (block) {
            case "OsExtStsVmState", "OsExtStsPowerState", "status" -> "power";
            case "OsExtStsTaskState" -> "task";
            case "OsSrvUsgLaunchedAt" -> "launched";
            case "flavor" -> "flavor";
            case "OS-EXT-SRV-ATTR", "hostId", "hostStatus" -> "host";
            case "ExtVolumesAttached" -> "volume";
            case "addresses" -> "port";
            case "locked" -> "lock";
            case "metadata" -> ofMetadata(property);
            default -> "other";
        };
    }

    private static String ofMetadata(String property) {
        return switch (property) {
            case "metadata/meteringImageId", "metadata/imageName" -> "image";
            case "metadata/meteringResourcesPerCode" -> "flavor";
            default -> "other";
        };
    }
}
