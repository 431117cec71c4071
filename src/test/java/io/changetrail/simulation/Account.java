package io.changetrail.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all servers of one simulated account share: its projects, users, networks, groups and the hosts under it. */
final class Account {

    private static final int HOSTS = 40;

    final String domainId;
    final String admin;
    final String serviceUser;
    final List<World.Project> projects = new ArrayList<>();
    private final Map<String, List<String>> users = new LinkedHashMap<>();
    private final Map<String, String> vpcs = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();

    Account(int projectCount, Chance chance) {
        domainId = chance.hex(32);
        admin = chance.hex(32);
        serviceUser = chance.hex(32);
        for (int i = 0; i < projectCount; i++) {
            World.Project project = new World.Project(chance.hex(32), "eu-de_team" + (i + 1));
            projects.add(project);
            users.put(project.id(), List.of(chance.hex(32), chance.hex(32), chance.hex(32)));
            vpcs.put(project.id(), chance.uuid());
            Map<String, String> named = new LinkedHashMap<>();
            for (String name : List.of("default", "web", "database", "monitoring", "bastion")) {
                named.put(chance.uuid(), name);
            }
            groups.put(project.id(), named);
        }
    }

    String user(String projectId, Chance chance) {
        return chance.one(users.getOrDefault(projectId, List.of()));
    }

    String keyOwner(String projectId) {
        return users.getOrDefault(projectId, List.of()).getFirst().substring(0, 7);
    }

    String vpc(String projectId) {
        return vpcs.getOrDefault(projectId, "");
    }

    Map<String, String> defaultGroup(String projectId) {
        Map.Entry<String, String> first =
                groups.getOrDefault(projectId, Map.of()).entrySet().iterator().next();
        return Map.of(first.getKey(), first.getValue());
    }

    List<Map.Entry<String, String>> groups(String projectId) {
        return List.copyOf(groups.getOrDefault(projectId, Map.of()).entrySet());
    }

    String host(Chance chance, String otherThan) {
        String host = otherThan;
        while (host.equals(otherThan)) {
            host = "compute-" + chance.between(1, HOSTS);
        }
        return host;
    }

    /** Nova's rule: SHA-224 over the project and the host's name; empty without a host. */
    static String hostId(String projectId, String host) {
        return host.isEmpty() ? "" : digest("SHA-224", projectId + host);
    }

    static String digest(String algorithm, String text) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
