package io.changetrail.correlation;

/**
 * One reason for or against a link.
 *
 * @param rule stable name of the rule, such as {@code effect} or {@code updated}
 * @param bits log2 of how much likelier the observation is if the request caused the change; negative speaks against it
 * @param text a sentence that a person can check against the two records
 */
public record Evidence(String rule, double bits, String text) {}
