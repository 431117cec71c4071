package io.changetrail.timeline;

/**
 * How much of the upstreams' words an answer may hold; both need the audit role.
 *
 * @param raw the whole documents
 */
public record Disclosure(boolean tracebacks, boolean raw) {}
