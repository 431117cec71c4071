package io.changetrail.correlation;

import io.changetrail.ecs.InstanceAction;
import io.changetrail.rms.HistoryItem;
import java.util.List;

/**
 * The records of one server that were not over when the stretch began, and had begun by its end.
 *
 * @param span reaches as far as {@link Span#EVER} where there is no record beyond it
 */
record Window(Span span, List<InstanceAction> actions, List<HistoryItem> items) {}
