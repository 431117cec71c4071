package io.changetrail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Silences below INFO what logs the values that go to the database, this deployment's own keys among them, whatever level an
 * operator asks for; comes last among the listeners, so after logging is set up.
 */
final class DiscreetLogging implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final List<String> TALKATIVE = List.of("org.postgresql", "org.hibernate.orm.jdbc");

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback
                && logback.getTurboFilterList().stream().noneMatch(Silence.class::isInstance)) {
            logback.addTurboFilter(new Silence());
        }
    }

    /** Comes before all levels that are configured. */
    private static final class Silence extends TurboFilter {

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            return !level.isGreaterOrEqual(Level.INFO) && isTalkative(logger.getName())
                    ? FilterReply.DENY
                    : FilterReply.NEUTRAL;
        }

        /** Asked for every statement below INFO in the whole service, enabled or not. */
        private static boolean isTalkative(String name) {
            for (var talkative : TALKATIVE) {
                if (name.startsWith(talkative)) {
                    return true;
                }
            }
            return false;
        }
    }
}
