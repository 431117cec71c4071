package io.changetrail.correlation;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * All that is concluded about one change.
 *
 * @param visible actions that wrote at least one path
 */
record Attributed(List<Link> links, ChangeClass changeClass, Set<UUID> visible) {

    static Attributed of(Capture capture, List<Verdict> verdicts) {
        var shares = Share.of(verdicts);
        var links = new Linking(capture, shares);
        return new Attributed(links.list(), Classing.of(capture, shares), links.visible());
    }
}
