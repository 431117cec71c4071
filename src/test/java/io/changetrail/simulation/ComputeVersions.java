package io.changetrail.simulation;

import tools.jackson.databind.node.ObjectNode;

/** Nova's version documents, which need no token. */
final class ComputeVersions {

    private ComputeVersions() {}

    static Reply document(Call call, SimulationSettings settings) {
        var body = PythonJson.object();
        if (call.path().length() <= 1) {
            var versions = body.putArray("versions");
            versions.add(v20(call, false));
            if (settings.v21()) {
                versions.add(v21(call, settings, false));
            }
            return Reply.of(200, Reply.JSON, PythonJson.write(body));
        }
        if (!call.path().startsWith("/v2.1")) {
            body.set("version", v20(call, true));
            return Reply.of(200, Reply.JSON, PythonJson.write(body));
        }
        if (!settings.v21()) {
            return choices(call, settings);
        }
        body.set("version", v21(call, settings, true));
        return ComputeApi.versions(Reply.of(200, Reply.JSON, PythonJson.write(body)), Microversion.BASE);
    }

    /** What a path outside every version gets. */
    static Reply choices(Call call, SimulationSettings settings) {
        var body = PythonJson.object();
        var choices = body.putArray("choices");
        choices.add(v20(call, false));
        if (settings.v21()) {
            choices.add(v21(call, settings, false));
        }
        return Reply.of(300, Reply.JSON, PythonJson.write(body));
    }

    private static ObjectNode v20(Call call, boolean whole) {
        var version = PythonJson.object()
                .put("id", "v2.0")
                .put("status", "SUPPORTED")
                .put("version", "")
                .put("min_version", "")
                .put("updated", "2011-01-21T11:33:21Z");
        return linked(version, call.base() + "/v2/", "2", whole);
    }

    private static ObjectNode v21(Call call, SimulationSettings settings, boolean whole) {
        var version = PythonJson.object()
                .put("id", "v2.1")
                .put("status", "CURRENT")
                .put("version", "2." + settings.microversionCeiling())
                .put("min_version", "2.1")
                .put("updated", "2013-07-23T11:33:21Z");
        return linked(version, call.base() + "/v2.1/", "2.1", whole);
    }

    private static ObjectNode linked(ObjectNode version, String href, String number, boolean whole) {
        var links = version.putArray("links");
        links.addObject().put("rel", "self").put("href", href);
        if (whole) {
            links.addObject()
                    .put("rel", "describedby")
                    .put("type", "text/html")
                    .put("href", "http://docs.openstack.org/");
            version.putArray("media-types")
                    .addObject()
                    .put("base", "application/json")
                    .put("type", "application/vnd.openstack.compute+json;version=" + number);
        }
        return version;
    }
}
