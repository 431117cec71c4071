package io.changetrail;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says at the start which of the keys that are set nobody reads yet, so that none is set in vain unnoticed. */
@Component
class ReservedKeys {

    private static final Logger log = LoggerFactory.getLogger(ReservedKeys.class);
    private static final List<String> KEYS = List.of(
            "changetrail.cloud.iam.resolve-names",
            "changetrail.retention.actions",
            "changetrail.retention.changes",
            "changetrail.retention.raw");

    ReservedKeys(Environment environment) {
        KEYS.stream()
                .filter(environment::containsProperty)
                .forEach(key -> log.warn("{} is set, but has no effect in this version", key));
    }
}
