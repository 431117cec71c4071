package io.changetrail.simulation;

import java.util.Set;

/** How many answers were given, how many were due and how many were both. */
public record LinkScore(int right, int given, int due) {

    static LinkScore of(Set<?> given, Set<?> due) {
        int right = (int) given.stream().filter(due::contains).count();
        return new LinkScore(right, given.size(), due.size());
    }

    public double precision() {
        return given == 0 ? 1 : (double) right / given;
    }

    public double recall() {
        return due == 0 ? 1 : (double) right / due;
    }

    public double f1() {
        return given + due == 0 ? 1 : 2.0 * right / (given + due);
    }
}
