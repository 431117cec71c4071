package io.changetrail.faults;

import io.changetrail.simulation.RecordVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The documents of one living server, with secrets in them; no two are alike, so that each is a version of its own. */
final class LivingDocuments {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String id;
    private final String project;
    private Instant created = Instant.EPOCH;
    private int number;

    LivingDocuments(String id, String project) {
        this.id = id;
        this.project = project;
    }

    void born(Instant at) {
        created = at.truncatedTo(ChronoUnit.SECONDS);
    }

    ObjectNode row(String status, Instant updated) {
        var row = JSON.objectNode()
                .put("id", id)
                .put("name", "living-" + id.substring(0, 4))
                .put("status", status)
                .put("tenant_id", project)
                .put("created", created.toString())
                .put("updated", updated.truncatedTo(ChronoUnit.SECONDS).toString());
        row.putObject("metadata").put("db_password", "canary-metadata");
        return row;
    }

    ObjectNode item(String status, Instant updated, Instant capture) {
        number++;
        var document = JSON.objectNode()
                .put("domain_id", LivingWorld.DOMAIN)
                .put("resource_id", id)
                .put("resource_type", "ecs.cloudservers")
                .put("capture_time", capture.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("status", status);
        document.putArray("relations");
        document.set("resource", resource(status.endsWith(".DELETE"), updated));
        return document;
    }

    private ObjectNode resource(boolean deleted, Instant updated) {
        var resource = JSON.objectNode()
                .put("id", id)
                .put("name", "living-" + id.substring(0, 4))
                .put("provider", "ecs")
                .put("type", "cloudservers")
                .put("region_id", "eu-de")
                .put("project_id", project)
                .put("checksum", "");
        if (!deleted) {
            resource.put("created", created.toString())
                    .put("updated", updated.truncatedTo(ChronoUnit.SECONDS).toString());
            resource.putObject("properties")
                    .put("status", "ACTIVE")
                    .put("user_data", "canary-user-data")
                    .put("adminPass", "canary-admin-pass")
                    .putObject("metadata")
                    .put("count", number);
            resource.put("checksum", RecordVersion.hash(resource));
        } else {
            resource.put("state", "deleted").put("deletion", number);
        }
        return resource;
    }
}
