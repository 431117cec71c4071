package io.changetrail.cloud;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One read of an upstream, as data; every read is a GET.
 *
 * @param scope which token it needs
 * @param path template with {@code {}}-style variables, starting with a slash, relative to the service's endpoint
 * @param variables values of the path variables in order; percent-encoded as single path segments
 * @param query names and values, percent-encoded; sent in this order
 */
public record CloudRequest(CloudScope scope, String path, List<String> variables, Map<String, String> query) {

    public static CloudRequest get(CloudScope scope, String path, String... variables) {
        return new CloudRequest(scope, path, List.of(variables), Map.of());
    }

    public CloudRequest with(String name, Object value) {
        var query = new LinkedHashMap<>(this.query);
        query.put(name, value.toString());
        return new CloudRequest(scope, path, variables, query);
    }

    /** Whether a smaller page cannot be asked for: then even an answer that is too large has to be told from others. */
    boolean isForOneRow() {
        var limit = query.get(PageLimit.NAME);
        return limit == null || limit.equals("1");
    }
}
