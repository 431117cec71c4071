package io.changetrail.timeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of entries in order.
 *
 * @param next position of the page's last entry; null if nothing comes after it
 */
public record TimelinePage(
        List<TimelineEntry> entries, @Nullable Position next) {}
