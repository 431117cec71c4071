package io.changetrail.timeline.web;

import java.util.Locale;

/** Every query parameter there is; {@code openapi/parameters.yaml} has the words for them. */
enum Accepted {
    SINCE,
    UNTIL,
    ORDER,
    LIMIT,
    CURSOR,
    INCLUDE,
    KIND,
    ACTION,
    USER_ID,
    REQUEST_ID,
    OUTCOME,
    STATUS,
    ATTRIBUTION,
    PATH,
    PROJECT_ID,
    SERVER_ID,
    Q,
    STATE,
    CHANGED_SINCE,
    AFTER,
    BUCKET,
    BY,
    SIDE,
    AT,
    FROM,
    TO,
    BASIS;

    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }
}
