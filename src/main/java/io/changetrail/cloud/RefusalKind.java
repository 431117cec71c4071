package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;

/** Which kind a status is; OTC also tells of throttling with status 202, Nova with 413. */
final class RefusalKind {

    private static final String THROTTLED_BEHIND_202 = "Common.0024";
    private static final String THROTTLED_BEHIND_413 = "overLimit";

    private RefusalKind() {}

    static Kind of(Refusal refusal) {
        return switch (refusal.status()) {
            case 202 -> THROTTLED_BEHIND_202.equals(refusal.code()) ? Kind.THROTTLED : Kind.UNEXPECTED;
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.FORBIDDEN;
            case 404, 410 -> Kind.NOT_FOUND;
            case 406 -> Kind.NOT_ACCEPTABLE;
            case 413 -> THROTTLED_BEHIND_413.equals(refusal.code()) ? Kind.THROTTLED : Kind.BAD_REQUEST;
            case 429 -> Kind.THROTTLED;
            case 500, 502, 503, 504 -> Kind.UNAVAILABLE;
            default -> refusal.status() >= 400 && refusal.status() < 500 ? Kind.BAD_REQUEST : Kind.UNEXPECTED;
        };
    }
}
