package io.changetrail.cloud;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Makes the exception that stops the start; it carries the key and the mend, never the value. */
final class WrongKey {

    private static final String PREFIX = "changetrail.cloud.";

    private WrongKey() {}

    static InvalidConfigurationPropertyValueException of(String key, String wrong, String mend) {
        return new InvalidConfigurationPropertyValueException(PREFIX + key, null, wrong + "; " + mend);
    }
}
