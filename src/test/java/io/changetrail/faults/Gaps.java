package io.changetrail.faults;

import io.changetrail.support.ApiClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The gaps that the service declares at {@code /api/v1/coverage}, but for those that only say "not yet". */
final class Gaps {

    private static final Set<String> NOT_YET = Set.of("not_swept", "backfill", "before_onboarding");

    private Gaps() {}

    static List<Missed> declared(ApiClient api) {
        var gaps = new ArrayList<Missed>();
        for (var row : api.get("/api/v1/coverage").path("data")) {
            for (var gap : row.path("gaps")) {
                var reason = gap.path("reason").asString();
                if (!NOT_YET.contains(reason)) {
                    gaps.add(new Missed(
                            row.path("source").asString(),
                            Instant.parse(gap.path("since").asString()),
                            Instant.parse(gap.path("until").asString()),
                            reason));
                }
            }
        }
        return gaps;
    }
}
