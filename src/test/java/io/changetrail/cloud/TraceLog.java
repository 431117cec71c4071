package io.changetrail.cloud;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/**
 * Takes what every logger says at TRACE, those with a level or appenders of their own too, keeps what is wanted of it, and keeps
 * it off the console meanwhile.
 */
final class TraceLog implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Map<Logger, Level> before = new HashMap<>();
    private final List<Appender<ILoggingEvent>> console = new ArrayList<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger traced = new AtomicInteger();
    private final Predicate<String> wanted;
    private final Appender<ILoggingEvent> collector = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            var line = event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy());
            traced.addAndGet(event.getLevel() == Level.TRACE ? 1 : 0);
            if (wanted.test(line)) {
                lines.add(event.getLoggerName() + ": " + line);
            }
        }
    };

    TraceLog() {
        this(line -> true);
    }

    TraceLog(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /** How many events of level TRACE there were, wanted or not. */
    int traced() {
        return traced.get();
    }

    void open() {
        root.iteratorForAppenders().forEachRemaining(console::add);
        console.forEach(root::detachAppender);
        collector.setContext(root.getLoggerContext());
        collector.start();
        for (var logger : root.getLoggerContext().getLoggerList()) {
            if (logger == root || !logger.isAdditive()) {
                logger.addAppender(collector);
            }
            if (logger.getLevel() != null) {
                before.put(logger, logger.getLevel());
                logger.setLevel(Level.TRACE);
            }
        }
    }

    String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        before.forEach(Logger::setLevel);
        root.getLoggerContext().getLoggerList().forEach(logger -> logger.detachAppender(collector));
        console.forEach(root::addAppender);
    }
}
