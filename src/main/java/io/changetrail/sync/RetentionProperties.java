package io.changetrail.sync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How long what is recorded is kept.
 *
 * @param feed events of the feed, which can be told only once; all that they tell of stays
 */
@ConfigurationProperties("changetrail.retention")
record RetentionProperties(@DefaultValue("30d") Duration feed) {

    RetentionProperties {
        if (!feed.isPositive()) {
            throw new InvalidConfigurationPropertyValueException(
                    "changetrail.retention.feed", feed, "It must be longer than zero, for example 30d.");
        }
    }
}
