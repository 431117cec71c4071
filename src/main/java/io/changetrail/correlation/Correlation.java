package io.changetrail.correlation;

import java.util.List;

/** The result of correlating one server: a pure function of its records and the effect table; order is that of the records. */
public record Correlation(List<Link> links, List<ChangeClass> changes, List<ActionClass> actions) {}
