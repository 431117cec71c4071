package io.changetrail.cloud;

/** Ends the reading of a body that is longer than its cap. */
final class OversizedBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Oversized body;

    OversizedBody(Oversized body) {
        super("longer than the cap", null, false, false);
        this.body = body;
    }

    Oversized body() {
        return body;
    }
}
