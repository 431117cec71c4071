package io.changetrail.rms;

import tools.jackson.databind.JsonNode;

/**
 * One page of a resource's history.
 *
 * @param items oldest first
 * @param last whether RMS says that no page follows
 */
record HistoryPage(JsonNode items, boolean last) {}
