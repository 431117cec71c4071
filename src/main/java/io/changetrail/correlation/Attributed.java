package io.changetrail.correlation;

import java.util.List;

/** All that is concluded about one change. */
record Attributed(List<Link> links, ChangeClass changeClass) {

    static Attributed of(Capture capture, List<Verdict> verdicts) {
        var shares = Share.of(verdicts);
        return new Attributed(new Linking(capture, shares).list(), Classing.of(capture, shares));
    }
}
