package io.changetrail.timeline;

/**
 * One value of a filter.
 *
 * @param text for people
 * @param count entries of the window that have it
 */
public record AttributeValue(String value, String text, long count) {}
