package io.changetrail.rms;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One property of a resource before and after; Java null means that it did not exist, a JSON null node that it was null.
 *
 * @param before in the predecessor
 * @param after in the item itself
 */
public record PropertyChange(
        @Nullable JsonNode before, @Nullable JsonNode after) {}
