package io.changetrail.ecs;

import java.time.Duration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * How many details a sweep may read beyond each server's last, where hours are played in seconds: two in an interval are
 * thousands between two daily sweeps, but six between sweeps that are three seconds apart.
 */
public final class RoomForDetails {

    private RoomForDetails() {}

    /** As many as there are. */
    public static void unlimited(GenericApplicationContext context) {
        context.registerBean(
                "roomForDetails",
                FurtherDetails.class,
                () -> new FurtherDetails(Integer.MAX_VALUE, Duration.ofSeconds(1)),
                bean -> bean.setPrimary(true));
    }
}
