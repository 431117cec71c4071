package io.changetrail.cloud;

/** How many rows a page may have: half as many after an answer that was too large, twice as many after some that were not. */
final class PageLimit {

    static final String NAME = "limit";

    /** Between two doublings, so that a list of large rows costs few answers that are thrown away. */
    static final int GOOD_PAGES = 8;

    private final int usual;
    private int current;
    private int good;

    /** @param usual 0 for a list without a limit: it cannot be halved */
    private PageLimit(int usual) {
        this.usual = usual;
        this.current = usual;
    }

    static PageLimit of(CloudRequest first) {
        return new PageLimit(Integer.parseInt(first.query().getOrDefault(NAME, "0")));
    }

    CloudRequest applied(CloudRequest request) {
        return current == 0 ? request : request.with(NAME, current);
    }

    /** False if the page has one row already. */
    boolean halved() {
        if (current <= 1) {
            return false;
        }
        current /= 2;
        good = 0;
        return true;
    }

    void good() {
        if (current < usual && ++good == GOOD_PAGES) {
            current = Math.min(usual, current * 2);
            good = 0;
        }
    }
}
