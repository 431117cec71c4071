package io.changetrail.rms;

import io.changetrail.cloud.CloudException;
import io.changetrail.cloud.CloudException.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code tracker-config} says of the recorder ({@code upstream.md} 2.4).
 *
 * @param retentionDays null if it does not say
 */
record RecorderState(Seen seen, @Nullable Integer retentionDays) {

    enum Seen {
        ON,
        OFF,
        NOTHING
    }

    static final RecorderState UNKNOWN = new RecorderState(Seen.NOTHING, null);

    private static final RecorderState OFF = new RecorderState(Seen.OFF, null);
    private static final String SERVERS = "ecs.cloudservers";
    private static final int LONGEST = 36_500;

    /** One that records other types only is off for us. */
    static RecorderState of(JsonNode body) {
        var selector = body.path("selector");
        var types = selector.path("resource_types");
        if (selector.path("all_supported").asBoolean(false)
                || types.valueStream().anyMatch(type -> type.asString("").equalsIgnoreCase(SERVERS))) {
            return new RecorderState(Seen.ON, days(body.path("retention_period_in_days")));
        }
        return selector.path("all_supported").isBoolean() && types.isArray() ? OFF : UNKNOWN;
    }

    /** Only RMS's own word that there is no such thing says that there is no recorder. */
    static RecorderState of(CloudException refused) {
        var code = Objects.requireNonNullElse(refused.code(), "");
        return refused.kind() == Kind.NOT_FOUND && code.startsWith("RMS.") ? OFF : UNKNOWN;
    }

    boolean isUnknown() {
        return seen == Seen.NOTHING;
    }

    private static @Nullable Integer days(JsonNode days) {
        return days.isIntegralNumber() && days.canConvertToInt() && days.asInt() > 0 && days.asInt() <= LONGEST
                ? (Integer) days.asInt()
                : null;
    }
}
