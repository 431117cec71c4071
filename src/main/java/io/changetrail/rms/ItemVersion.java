package io.changetrail.rms;

import java.time.Instant;
import java.util.Map;

/**
 * One version of a history item: what RMS served under its time and status.
 *
 * @param diff of this version's content to the item captured before
 */
public record ItemVersion(Instant recordedAt, Map<String, PropertyChange> diff) {}
