package io.changetrail.cloud;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whose Keystone token it is and what it is for; without project and domain it is for nothing.
 *
 * @param projectId null unless it is for a project
 * @param domainId null unless it is for a domain as a whole
 */
public record TokenHolder(
        String userId, @Nullable String projectId, @Nullable String domainId, Instant expiresAt) {}
