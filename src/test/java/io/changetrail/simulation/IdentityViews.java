package io.changetrail.simulation;

import io.changetrail.simulation.Tokens.Token;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keystone's documents; keys in the order of a recorded login. */
final class IdentityViews {

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private IdentityViews() {}

    static ObjectNode token(World world, Token token, String base, boolean catalog) {
        var body = PythonJson.object();
        var view = body.putObject("token");
        view.putArray("methods").add("password");
        var user = view.putObject("user");
        domain(user, world);
        user.put("id", token.account().userId()).put("name", token.account().name());
        user.putNull("password_expires_at");
        view.putArray("audit_ids").add(token.text().substring(3, 25));
        view.put("expires_at", time(token.expiresAt())).put("issued_at", time(token.issuedAt()));
        var project = token.project();
        if (project != null) {
            var scope = view.putObject("project");
            domain(scope, world);
            scope.put("id", project.id()).put("name", project.name());
            view.put("is_domain", false);
        } else if (token.domainScope()) {
            domain(view, world);
        }
        if (project != null || token.domainScope()) {
            var roles = view.putArray("roles");
            token.account()
                    .roles()
                    .forEach(role -> roles.addObject().put("id", "0").put("name", role));
            if (catalog) {
                catalog(view.putArray("catalog"), world, project == null ? "" : "/" + project.id(), base);
            }
        }
        return body;
    }

    static ObjectNode projects(World world, String base) {
        var body = PythonJson.object();
        var projects = body.putArray("projects");
        for (var project : world.projects()) {
            projects.addObject()
                    .put("id", project.id())
                    .put("name", project.name())
                    .put("domain_id", world.domainId())
                    .put("description", "")
                    .put("enabled", true)
                    .put("parent_id", world.domainId())
                    .put("is_domain", false)
                    .putObject("links")
                    .put("self", base + "/v3/projects/" + project.id());
        }
        var links = body.putObject("links");
        links.putNull("next");
        links.put("self", base + "/v3/auth/projects");
        links.putNull("previous");
        return body;
    }

    private static void domain(ObjectNode owner, World world) {
        owner.putObject("domain").put("id", world.domainId()).put("name", world.domainName());
    }

    /** Like OTC's of 2019: compute is named at {@code /v2}, where microversions are ignored, and RMS is absent. */
    private static void catalog(ArrayNode catalog, World world, String project, String iam) {
        var root = iam.substring(0, iam.length() - "/iam".length());
        entry(catalog, world, "compute", "nova", root + "/ecs/v2" + project);
        entry(catalog, world, "identity", "keystone", root + "/iam/v3");
    }

    private static void entry(ArrayNode catalog, World world, String type, String name, String url) {
        var entry = catalog.addObject();
        entry.putArray("endpoints")
                .addObject()
                .put("id", Account.digest("MD5", type + " endpoint"))
                .put("interface", "public")
                .put("region_id", world.regionId())
                .put("url", url)
                .put("region", world.regionId());
        entry.put("id", Account.digest("MD5", type)).put("type", type).put("name", name);
    }

    private static String time(Instant instant) {
        return MICROSECONDS.format(instant);
    }
}
