package io.changetrail.correlation;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How well a change is explained.
 *
 * @param paths class of each path of the diff: attributed (decided), ambiguous, unattributed or external
 * @param best when the change really happened: the cause's finish, else {@code updated} when inside
 *     (predecessor's capture, capture], else null
 */
public record ChangeClass(
        String resourceId,
        UUID changeId,
        Attribution attribution,
        Map<String, Attribution> paths,
        @Nullable Instant best) {}
