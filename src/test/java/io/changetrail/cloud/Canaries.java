package io.changetrail.cloud;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.SimulatedCloud;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Secrets in all that a simulated cloud serves, wherever customers or the cloud itself can have put them. */
final class Canaries {

    private Canaries() {}

    static void in(SimulatedCloud cloud) {
        served(cloud, "history", page -> rows(page, "items", Canaries::inItem));
        served(cloud, "resources", page -> rows(page, "resources", Canaries::inResource));
        served(cloud, "servers/detail", page -> rows(page, "servers", Canaries::inServer));
        served(cloud, "os-instance-actions", page -> rows(page, "instanceActions", Canaries::inAction));
        served(cloud, "os-instance-actions/{request_id}", page -> inAction(page.path("instanceAction")));
    }

    private static void served(SimulatedCloud cloud, String kind, Consumer<ObjectNode> change) {
        cloud.faults()
                .add(new Fault(
                        "secrets in " + kind,
                        Fault.kind(kind),
                        Fault.rewritten(answer -> {
                            change.accept(answer);
                            return answer;
                        }),
                        Fault.ALWAYS));
    }

    /** Changes all rows, and puts one before them that cannot be parsed; the last one is where the next page begins. */
    private static void rows(ObjectNode page, String rows, Consumer<JsonNode> change) {
        if (page.path(rows) instanceof ArrayNode list) {
            list.forEach(change);
            list.insertObject(0).put("adminPass", "canary-odd").put("note", "token=canary-odd-note");
        }
    }

    /** Nova's name counts for the one half of the servers, RMS's for the other. */
    private static void inServer(JsonNode row) {
        withSecrets(row.path("metadata"));
        if (row.path("id").asString("").hashCode() % 2 == 0) {
            ((ObjectNode) row).put("name", "of Nova token=canary-name");
        } else {
            ((ObjectNode) row).remove("name");
        }
    }

    private static void inResource(JsonNode row) {
        withSecrets(row.path("properties"));
        ((ObjectNode) row).put("name", "of RMS token=canary-name");
    }

    private static void inItem(JsonNode item) {
        if (item.path("resource").isObject()) {
            inResource(item.path("resource"));
        }
        if (item.path("relations") instanceof ArrayNode relations) {
            relations
                    .addObject()
                    .put("relation_type", "isAttachedTo")
                    .put("to_resource_type", "evs.volumes")
                    .put("to_resource_id", "token=canary-relation");
        }
    }

    private static void inAction(JsonNode action) {
        if (action instanceof ObjectNode object) {
            object.put("message", "Error, password=canary-message");
            object.path("events")
                    .forEach(event ->
                            ((ObjectNode) event).put("traceback", "Traceback:\n  login(password='canary-traceback')"));
        }
    }

    private static void withSecrets(JsonNode properties) {
        if (properties instanceof ObjectNode object) {
            object.put("user_data", "canary-user-data").put("adminPass", "canary-admin-pass");
            object.put("db_password", "canary-metadata").put("note", "the password=canary-note of it");
            object.put("boot", "{\"inner\": {\"Admin-Pass\": \"canary-inner\"}}");
            object.put("key", "-----BEGIN PRIVATE KEY-----canary-pem").put("script", "I2Nsb3VkLWNvbmZpZwcanary");
            object.putArray("tags").add("token=canary-tag").addObject().put("url", "https://u:canary-url@example.com");
        }
    }
}
