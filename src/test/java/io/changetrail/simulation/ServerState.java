package io.changetrail.simulation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one server really is at the agenda's now: the whole truth, of which Nova and RMS each show a part. */
final class ServerState {

    static final List<Flavor> FLAVORS = List.of(
            new Flavor("s2.medium.1", 1, 1024),
            new Flavor("s2.medium.2", 1, 2048),
            new Flavor("s2.large.2", 2, 4096),
            new Flavor("s2.xlarge.2", 4, 8192),
            new Flavor("s3.large.4", 2, 8192),
            new Flavor("s3.xlarge.4", 4, 16384),
            new Flavor("c4.2xlarge.2", 8, 16384));
    static final List<Image> IMAGES = List.of(
            new Image("e36a291e-5829-470a-9eeb-cb6c31ceddd4", "Standard_Ubuntu_22.04_latest"),
            new Image("5b2f0a4e-0a5c-4a0e-9a3c-1f8f35b2c6d1", "Standard_Debian_12_latest"),
            new Image("b7c1de0f-64b8-4d1c-8c7a-9a4f4b1e0d22", "Standard_Rocky_Linux_9_latest"),
            new Image("0f6b5d3a-9f1e-45f7-86d2-3c3f6c7e8a90", "Enterprise_SUSE_15_latest"));

    final Account account;
    final String id;
    final String projectId;
    final String projectName;
    final String userId;
    final String reservationId;
    final String instanceName;
    final int launchIndex;
    final String vpcId;
    final String zone;
    final Instant created;

    String name;
    final String hostName;
    String vmState = "building";

    @Nullable
    String taskState;

    int powerState;
    Flavor flavor;
    Flavor oldFlavor;
    String host = "";
    String oldHost = "";
    Image image;
    String keyName;
    boolean locked;
    boolean wasStopped;
    Instant updated;

    @Nullable
    Instant launchedAt;

    @Nullable
    Instant terminatedAt;

    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, String> metadata = new LinkedHashMap<>();
    final Map<String, String> securityGroups = new LinkedHashMap<>();
    final Map<String, String> volumes = new LinkedHashMap<>();
    final Set<String> relatedVolumes = new LinkedHashSet<>();
    final Map<String, Port> ports = new LinkedHashMap<>();
    final Map<String, Eip> eips = new LinkedHashMap<>();

    ServerState(
            Account account, World.Project project, Instant created, Chance chance, String reservationId, int index) {
        this.account = account;
        this.id = chance.uuid();
        this.projectId = project.id();
        this.projectName = project.name();
        this.userId = account.user(projectId, chance);
        this.reservationId = reservationId;
        this.instanceName = "instance-00" + chance.hex(6);
        this.launchIndex = index;
        this.vpcId = account.vpc(projectId);
        this.zone = chance.one(List.of("eu-de-01", "eu-de-02", "eu-de-03"));
        this.name = "ecs-" + chance.word(7);
        this.hostName = name;
        this.created = created;
        this.updated = created;
        this.flavor = chance.one(FLAVORS);
        this.oldFlavor = flavor;
        this.image = chance.one(IMAGES);
        this.keyName = "KeyPair-" + account.keyOwner(projectId);
    }

    /** As {@code compute_api} fills it in: addresses, the root volume and the default group come while it is built. */
    void equip(Chance chance) {
        host = account.host(chance, "");
        String root = chance.uuid();
        volumes.put(root, "/dev/vda");
        relatedVolumes.add(root);
        addPort(chance);
        securityGroups.putAll(account.defaultGroup(projectId));
    }

    void addPort(Chance chance) {
        addPort(chance.uuid(), chance);
    }

    void addPort(String port, Chance chance) {
        String mac = "fa:16:3e:" + chance.hex(2) + ":" + chance.hex(2) + ":" + chance.hex(2);
        ports.put(port, new Port(chance.address("192.168"), mac));
    }

    void launched(Instant now) {
        vmState = "active";
        powerState = 1;
        launchedAt = now;
    }

    String freeDevice() {
        char last = 'a';
        while (volumes.containsValue("/dev/vd" + last)) {
            last++;
        }
        return "/dev/vd" + last;
    }

    boolean deleted() {
        return vmState.equals("deleted");
    }

    /** A size of server; RMS writes the numbers as text. */
    record Flavor(String id, int vcpus, int ram) {}

    /** What a server was built from. */
    record Image(String id, String name) {}

    /** One network card; keyed by its Neutron port id. */
    record Port(String address, String mac) {}

    /** One floating address; keyed by the port that holds it. */
    record Eip(String id, String address) {}
}
