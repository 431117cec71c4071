package io.changetrail.simulation;

/** One response header line; a name may come several times, as Nova's {@code Vary} does. */
public record Header(String name, String value) {}
