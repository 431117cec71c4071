package io.changetrail.simulation;

import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A server as an entry of {@code servers/detail} at microversion 2.58, for a project's member. */
final class NovaRows {

    private static final String HOME = "https://ecs.eu-de.example";

    private NovaRows() {}

    static ObjectNode row(ServerState state) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", state.id);
        row.put("name", state.name);
        row.put("status", ServerStatus.of(state));
        row.put("tenant_id", state.projectId);
        row.put("user_id", state.userId);
        ObjectNode metadata = row.putObject("metadata");
        state.metadata.forEach(metadata::put);
        row.put("hostId", Account.hostId(state.projectId, state.host));
        image(state, row);
        flavor(state.flavor, row.putObject("flavor"));
        row.put("created", Clockwork.seconds(state.created));
        row.put("updated", Clockwork.seconds(state.updated));
        addresses(state, row.putObject("addresses"));
        row.put("accessIPv4", "");
        row.put("accessIPv6", "");
        row.putArray("links")
                .add(link("self", "/v2.1/" + state.projectId + "/servers/" + state.id))
                .add(link("bookmark", "/" + state.projectId + "/servers/" + state.id));
        row.put("OS-DCF:diskConfig", "MANUAL");
        row.put("progress", 0);
        row.put("OS-EXT-AZ:availability_zone", state.host.isEmpty() ? "" : state.zone);
        row.put("config_drive", "");
        row.put("key_name", state.keyName);
        row.put("OS-SRV-USG:launched_at", state.launchedAt == null ? null : Clockwork.sixDigits(state.launchedAt));
        row.put(
                "OS-SRV-USG:terminated_at",
                state.terminatedAt == null ? null : Clockwork.sixDigits(state.terminatedAt));
        var groups = row.putArray("security_groups");
        state.securityGroups.values().forEach(name -> groups.addObject().put("name", name));
        row.put("OS-EXT-STS:task_state", state.taskState);
        row.put("OS-EXT-STS:vm_state", state.vmState);
        row.put("OS-EXT-STS:power_state", state.powerState);
        var volumes = row.putArray("os-extended-volumes:volumes_attached");
        state.volumes.keySet().forEach(id -> volumes.addObject().put("id", id).put("delete_on_termination", false));
        row.put("locked", state.locked);
        row.putNull("description");
        row.putArray("tags");
        return row;
    }

    private static void image(ServerState state, ObjectNode row) {
        ObjectNode image = row.putObject("image");
        image.put("id", state.image.id());
        image.putArray("links").add(link("bookmark", "/images/" + state.image.id()));
    }

    private static void flavor(ServerState.Flavor flavor, ObjectNode row) {
        row.put("vcpus", flavor.vcpus());
        row.put("ram", flavor.ram());
        row.put("disk", 0);
        row.put("ephemeral", 0);
        row.put("swap", 0);
        row.put("original_name", flavor.id());
        row.putObject("extra_specs");
    }

    private static void addresses(ServerState state, ObjectNode row) {
        if (state.ports.isEmpty()) {
            return;
        }
        var network = row.putArray(state.vpcId);
        for (Map.Entry<String, ServerState.Port> port : state.ports.entrySet()) {
            address(
                    network.addObject(),
                    "fixed",
                    port.getValue().address(),
                    port.getValue().mac());
            ServerState.Eip eip = state.eips.get(port.getKey());
            if (eip != null) {
                address(
                        network.addObject(),
                        "floating",
                        eip.address(),
                        port.getValue().mac());
            }
        }
    }

    private static void address(ObjectNode element, String type, String address, String mac) {
        element.put("version", 4);
        element.put("addr", address);
        element.put("OS-EXT-IPS:type", type);
        element.put("OS-EXT-IPS-MAC:mac_addr", mac);
    }

    private static ObjectNode link(String rel, String path) {
        return JsonNodeFactory.instance.objectNode().put("rel", rel).put("href", HOME + path);
    }
}
