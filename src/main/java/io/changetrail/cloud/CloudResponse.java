package io.changetrail.cloud;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A good answer of an upstream.
 *
 * @param body the JSON document as received; decimals keep their digits
 * @param servedAt the upstream's clock when it answered ({@code Date} header, whole seconds), else ours on receipt
 * @param microversion the Nova microversion that the answer says it has; null for other services and for {@code /v2/}
 */
public record CloudResponse(
        JsonNode body, Instant servedAt, @Nullable String microversion) {

    /**
     * The list under that key; an answer without it is not an empty list.
     *
     * @throws CloudException if there is no such list
     */
    public JsonNode list(String key) {
        var list = body.path(key);
        if (!list.isArray()) {
            throw CloudException.unanswered("list " + key, CloudException.Kind.MALFORMED, null);
        }
        return list;
    }

    /** Whether Nova answered as 2.{@code minor} or later does; an answer without a version is as old as 2.1. */
    public boolean isFrom(int minor) {
        return microversion != null && Integer.parseInt(microversion.substring("2.".length())) >= minor;
    }
}
