package io.changetrail.sync;

import java.io.Serializable;

/**
 * Names a stream of one source and scope.
 *
 * @param source {@code ecs} or {@code rms}
 * @param scope the project id for ECS, the domain id for RMS
 */
public record StreamKey(String source, String scope) implements Serializable {}
