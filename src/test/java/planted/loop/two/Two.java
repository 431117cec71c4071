package planted.loop.two;

import planted.loop.one.One;

/** Needs one, which needs two. */
public record Two(One[] next) {}
