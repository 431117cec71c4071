package io.changetrail.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names for the calls of the three services, by path; {@code other} is a path that none of them serves. */
final class CallKinds {

    private static final String PROJECT = "/v2(?:\\.1)?(?:/[0-9a-f-]+)?";
    private static final String DOMAIN = "/v1/resource-manager/domains/[^/]*";
    private static final Pattern RESOURCE = Pattern.compile(".*/(?:servers|resources|all-resources)/([^/]+)(?:/.*)?");
    private static final Map<String, Pattern> KINDS = kinds();

    private CallKinds() {}

    static String kind(String service, String path) {
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getKey().startsWith(service + " "))
                .filter(kind -> kind.getValue().matcher(path).matches())
                .map(kind -> kind.getKey().substring(service.length() + 1))
                .findFirst()
                .orElse("other");
    }

    static @Nullable String resourceId(String path) {
        var matcher = RESOURCE.matcher(path);
        return matcher.matches() && !matcher.group(1).equals("detail") ? matcher.group(1) : null;
    }

    private static Map<String, Pattern> kinds() {
        var kinds = new LinkedHashMap<String, Pattern>();
        kinds.put("iam auth/tokens", Pattern.compile("/v3/auth/tokens"));
        kinds.put("iam auth/projects", Pattern.compile("/v3/auth/projects"));
        kinds.put("ecs versions", Pattern.compile("/?|/v2/?|/v2\\.1/?"));
        kinds.put("ecs servers", Pattern.compile(PROJECT + "/servers"));
        kinds.put("ecs servers/detail", Pattern.compile(PROJECT + "/servers/detail"));
        kinds.put("ecs servers/{id}", Pattern.compile(PROJECT + "/servers/[^/]+"));
        kinds.put("ecs os-instance-actions", Pattern.compile(PROJECT + "/servers/[^/]+/os-instance-actions"));
        kinds.put(
                "ecs os-instance-actions/{request_id}",
                Pattern.compile(PROJECT + "/servers/[^/]+/os-instance-actions/[^/]+"));
        kinds.put("rms history", Pattern.compile(DOMAIN + "/resources/[^/]+/history"));
        kinds.put("rms resources", Pattern.compile(DOMAIN + "/provider/[^/]+/type/[^/]+/resources"));
        kinds.put("rms all-resources", Pattern.compile(DOMAIN + "/all-resources"));
        kinds.put("rms all-resources/{id}", Pattern.compile(DOMAIN + "/all-resources/[^/]+"));
        kinds.put("rms tracked-resources", Pattern.compile(DOMAIN + "/tracked-resources"));
        kinds.put("rms tracker-config", Pattern.compile(DOMAIN + "/tracker-config"));
        return kinds;
    }
}
