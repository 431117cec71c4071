package planted.loop.one;

import planted.loop.two.Two;

/** Needs two, which needs one. */
public record One(Two[] next) {}
