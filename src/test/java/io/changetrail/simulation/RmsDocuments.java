package io.changetrail.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server as RMS writes it, key for key in the order of the published history sample; {@code OsExtStsTaskState} is invention
 * (the sample shows a server at rest) and is left out while there is no task.
 */
final class RmsDocuments {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RmsDocuments() {}

    /** The {@code resource} block without its checksum. */
    static ObjectNode resource(ServerState state) {
        ObjectNode resource = head(state);
        resource.put("created", Clockwork.seconds(state.created));
        resource.put("updated", Clockwork.seconds(state.updated));
        resource.put("provisioning_state", state.vmState.equals("error") ? "Failed" : "Succeeded");
        resource.putNull("state");
        ObjectNode tags = resource.putObject("tags");
        state.tags.forEach(tags::put);
        resource.set("properties", properties(state));
        return resource;
    }

    /** What is left of a deleted server: no times, tags or properties. */
    static ObjectNode deletedResource(ServerState state) {
        return head(state).put("checksum", "").put("state", "deleted");
    }

    /** The same block with the SHA-256 of itself in the sample's place. */
    static ObjectNode withChecksum(ObjectNode resource) {
        ObjectNode summed = JSON.objectNode();
        for (Map.Entry<String, JsonNode> entry : resource.properties()) {
            summed.set(entry.getKey(), entry.getValue());
            if (entry.getKey().equals("ep_name")) {
                summed.put("checksum", Account.digest("SHA-256", resource.toString()));
            }
        }
        return summed;
    }

    static ArrayNode relations(ServerState state) {
        ArrayNode relations = JSON.arrayNode();
        state.eips.values().forEach(eip -> relate(relations, state, "isAttachedTo", "vpc.publicips", eip.id()));
        state.relatedVolumes.forEach(volume -> relate(relations, state, "isAttachedTo", "evs.volumes", volume));
        relate(relations, state, "isContainedIn", "vpc.vpcs", state.vpcId);
        for (String group : state.securityGroups.keySet()) {
            relate(relations, state, "isAssociatedWith", "vpc.securityGroups", group);
        }
        return relations;
    }

    static ObjectNode item(
            ServerState state, Instant captured, String status, ArrayNode relations, ObjectNode resource) {
        ObjectNode item = JSON.objectNode();
        item.put("domain_id", state.account.domainId);
        item.put("resource_id", state.id);
        item.put("resource_type", "ecs.cloudservers");
        item.put("capture_time", Clockwork.millis(captured));
        item.put("status", status);
        item.set("relations", relations);
        item.set("resource", resource);
        return item;
    }

    /** The same resource with the elements of its lists in another order, which changes the checksum and means nothing. */
    static ObjectNode reordered(ObjectNode resource) {
        ObjectNode copy = resource.deepCopy();
        for (String list : List.of("addresses", "securityGroup", "ExtVolumesAttached")) {
            ArrayNode elements = (ArrayNode) copy.path("properties").path(list);
            List<JsonNode> turned = new ArrayList<>(elements.valueStream().toList());
            Collections.reverse(turned);
            elements.removeAll();
            elements.addAll(turned);
        }
        return copy;
    }

    private static ObjectNode head(ServerState state) {
        ObjectNode head = JSON.objectNode();
        head.put("id", state.id);
        head.put("name", state.name);
        head.put("provider", "ecs");
        head.put("type", "cloudservers");
        head.put("region_id", WorldGenerator.REGION);
        head.put("project_id", state.projectId);
        head.put("project_name", state.projectName);
        head.put("ep_id", "0");
        head.put("ep_name", "default");
        return head;
    }

    private static ObjectNode properties(ServerState state) {
        ObjectNode properties = JSON.objectNode();
        properties.put("accessIpv4", "");
        properties.put("hostName", state.hostName);
        properties.set("addresses", addresses(state));
        properties.put("accessIpv6", "");
        properties.set("metadata", metadata(state));
        properties.put("OsExtStsVmState", state.vmState);
        if (state.taskState != null) {
            properties.put("OsExtStsTaskState", state.taskState);
        }
        properties.put("configDrive", "");
        properties.put("OsExtStsPowerState", state.powerState);
        properties.put("keyName", state.keyName);
        properties.put("hostId", Account.hostId(state.projectId, state.host));
        ArrayNode groups = properties.putArray("securityGroup");
        state.securityGroups.forEach(
                (id, name) -> groups.addObject().put("name", name).put("id", id));
        properties.set("ExtVolumesAttached", volumes(state));
        properties.put("userId", state.userId);
        properties.set("flavor", flavor(state.flavor));
        ObjectNode attributes = attributes(state);
        properties.set("osextsrvattr", attributes);
        properties.put("OsDcfDiskConfig", "MANUAL");
        properties.put("hostStatus", state.host.isEmpty() ? "" : "UP");
        properties.put("OsSrvUsgLaunchedAt", state.launchedAt == null ? "" : Clockwork.sixDigits(state.launchedAt));
        properties.put("OsExtAz", state.zone);
        properties.put("progress", 0);
        properties.put("locked", state.locked);
        properties.set("OS-EXT-SRV-ATTR", attributes);
        properties.put("status", ServerStatus.of(state));
        properties.putObject("schedulerHints");
        return properties;
    }

    private static ArrayNode addresses(ServerState state) {
        ArrayNode addresses = JSON.arrayNode();
        state.ports.forEach((id, port) -> {
            address(addresses, "fixed", id, port.address(), port.mac());
            ServerState.Eip eip = state.eips.get(id);
            if (eip != null) {
                address(addresses, "floating", id, eip.address(), port.mac());
            }
        });
        return addresses;
    }

    private static void address(ArrayNode addresses, String type, String port, String address, String mac) {
        ObjectNode element = addresses.addObject();
        element.put("OsExtIpsType", type);
        element.put("OsExtIpsPortId", port);
        element.put("addr", address);
        element.put("version", 4);
        element.put("OsExtIpsMacAddr", mac);
    }

    private static ObjectNode metadata(ServerState state) {
        ObjectNode metadata = JSON.objectNode();
        metadata.put("chargingMode", "0");
        metadata.put("meteringImageType", "gold");
        metadata.put("imageName", state.image.name());
        metadata.put("meteringImageId", state.image.id());
        metadata.put("meteringResourcesPerCode", state.flavor.id() + ".linux");
        metadata.put("vpcId", state.vpcId);
        metadata.put("osBit", "64");
        metadata.put("osType", "Linux");
        state.metadata.forEach(metadata::put);
        return metadata;
    }

    private static ArrayNode volumes(ServerState state) {
        ArrayNode volumes = JSON.arrayNode();
        state.volumes.forEach((id, device) -> volumes.addObject()
                .put("bootIndex", device.equals("/dev/vda") ? "0" : "-1")
                .put("id", id)
                .put("device", device));
        return volumes;
    }

    private static ObjectNode flavor(ServerState.Flavor flavor) {
        return JSON.objectNode()
                .put("disk", "0")
                .put("name", flavor.id())
                .put("id", flavor.id())
                .put("vcpus", String.valueOf(flavor.vcpus()))
                .put("ram", String.valueOf(flavor.ram()));
    }

    private static ObjectNode attributes(ServerState state) {
        String host = state.host;
        ObjectNode attributes = JSON.objectNode();
        attributes.put("hostName", state.hostName);
        attributes.put("kernelId", "");
        attributes.put("ramdiskId", "");
        attributes.put("reservationId", state.reservationId);
        attributes.put("instanceName", state.instanceName);
        attributes.put("host", host.isEmpty() ? "" : Account.digest("SHA-224", "host " + host));
        attributes.put("rootDeviceName", "/dev/vda");
        attributes.put("hypervisorHostName", host.isEmpty() ? "" : Account.digest("SHA-224", "hypervisor " + host));
        attributes.put("launchIndex", state.launchIndex);
        return attributes;
    }

    private static void relate(ArrayNode relations, ServerState state, String how, String type, String id) {
        ObjectNode relation = relations.addObject();
        relation.put("relation_type", how);
        relation.put("from_resource_type", "ecs.cloudservers");
        relation.put("to_resource_type", type);
        relation.put("from_resource_id", state.id);
        relation.put("to_resource_id", id);
    }
}
