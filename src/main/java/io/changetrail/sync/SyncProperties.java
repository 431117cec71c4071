package io.changetrail.sync;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How often and how far back the upstreams are read.
 *
 * @param enabled false makes a replica that only serves
 * @param interval pause between two looks at the ECS lists; a look never overlaps itself
 * @param rmsInterval the same for RMS; as {@code interval} unless set
 * @param fullSweepInterval how often every server is read again, changed or not
 * @param ecsOverlap how far behind the cursor {@code changes-since} starts
 * @param rmsOverlap how far behind the last read of a resource its history is read again; RMS may be a day late
 * @param backfillSince how far back the first read goes; null for all there is
 */
@ConfigurationProperties("changetrail.sync")
public record SyncProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("30s") Duration interval,
        @Nullable Duration rmsInterval,
        @DefaultValue("24h") Duration fullSweepInterval,
        @DefaultValue("1h") Duration ecsOverlap,
        @DefaultValue("26h") Duration rmsOverlap,
        @Nullable Instant backfillSince) {

    private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(5);

    public SyncProperties {
        rmsInterval = rmsInterval == null ? interval : rmsInterval;
        requirePositive("interval", interval);
        requirePositive("rms-interval", rmsInterval);
        requirePositive("full-sweep-interval", fullSweepInterval);
        requireNotNegative("ecs-overlap", ecsOverlap);
        requireNotNegative("rms-overlap", rmsOverlap);
    }

    @Override
    public Duration rmsInterval() {
        return rmsInterval == null ? interval : rmsInterval;
    }

    /** How long a record has to be served in order to be read for sure. */
    Duration promise(StreamKey stream) {
        return interval(stream).plus(stream.source().equals("rms") ? rmsOverlap : ecsOverlap);
    }

    /** How long nobody may be at a stream before that counts as an outage: far longer than any usual pause. */
    Duration silence(StreamKey stream) {
        var pauses = interval(stream).multipliedBy(10);
        return pauses.compareTo(SHORTEST_SILENCE) > 0 ? pauses : SHORTEST_SILENCE;
    }

    /** The time from one look at the stream's lists to the next. */
    public Duration interval(StreamKey stream) {
        return stream.source().equals("rms") ? rmsInterval() : interval;
    }

    private static void requirePositive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new InvalidConfigurationPropertyValueException(
                    "changetrail.sync." + key, value, "It must be longer than zero, for example 30s.");
        }
    }

    private static void requireNotNegative(String key, Duration value) {
        if (value.isNegative()) {
            throw new InvalidConfigurationPropertyValueException(
                    "changetrail.sync." + key, value, "It must not be negative, for example 1h.");
        }
    }
}
