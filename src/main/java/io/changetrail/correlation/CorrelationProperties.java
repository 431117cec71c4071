package io.changetrail.correlation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * When links are made and when they count as settled.
 *
 * @param lateHorizon how long after a record was stored another may still arrive that changes its links; RMS promises 24 h
 * @param interval pause between two looks for servers with new records
 */
@ConfigurationProperties("changetrail.correlation")
public record CorrelationProperties(
        @DefaultValue("26h") Duration lateHorizon,
        @DefaultValue("5s") Duration interval) {

    public CorrelationProperties {
        requirePositive("late-horizon", lateHorizon);
        requirePositive("interval", interval);
    }

    private static void requirePositive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new InvalidConfigurationPropertyValueException(
                    "changetrail.correlation." + key, value, "It must be longer than zero, for example 5s.");
        }
    }
}
