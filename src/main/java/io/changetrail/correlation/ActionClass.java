package io.changetrail.correlation;

import java.util.UUID;

/**
 * What became of an action.
 *
 * @param errorSeen the first history item after a create or resize, and before the next action, shows ERROR
 */
public record ActionClass(String resourceId, UUID actionId, Effect effect, boolean errorSeen) {}
