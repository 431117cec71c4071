package io.changetrail.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Reads each line that the service, its HTTP client and server and the web layer log at TRACE, as a search through the file would. */
final class FaultLog extends AppenderBase<ILoggingEvent> {

    private static final List<String> LOGGERS = List.of("io.changetrail", "reactor.netty", "org.springframework.web");

    /** The canaries, the simulated cloud's password and tokens, and signatures. */
    private static final Pattern SECRETS =
            Pattern.compile("canary|simulated-password|MII[0-9a-f]{20}|Signature=[0-9a-f]", Pattern.CASE_INSENSITIVE);

    private static final int SHOWN = 600;
    private static final Queue<String> TOLD = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger TRACED = new AtomicInteger();
    private static final AtomicInteger LOGINS = new AtomicInteger();

    private final Logger root;

    private FaultLog(Logger root) {
        this.root = root;
    }

    /** Once more for each service, since each sets logging up anew. */
    static void open() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LOGGERS.stream().map(LoggerFactory::getLogger).map(Logger.class::cast).forEach(logger -> {
            logger.detachAndStopAllAppenders();
            var log = new FaultLog(root);
            log.setContext(root.getLoggerContext());
            log.start();
            logger.addAppender(log);
            logger.setAdditive(false);
            logger.setLevel(Level.TRACE);
        });
    }

    /** How many lines below INFO were read. */
    static int traced() {
        return TRACED.get();
    }

    /** How many of them told of a login. */
    static int logins() {
        return LOGINS.get();
    }

    /** The lines with secrets in them. */
    static List<String> told() {
        return List.copyOf(TOLD);
    }

    @Override
    protected void append(ILoggingEvent event) {
        var line = event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy());
        if (SECRETS.matcher(line).find()) {
            TOLD.add(event.getLoggerName() + ": " + line.substring(0, Math.min(SHOWN, line.length())));
        }
        if (line.contains("auth/tokens")) {
            LOGINS.incrementAndGet();
        }
        if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
            root.iteratorForAppenders().forEachRemaining(usual -> usual.doAppend(event));
        } else {
            TRACED.incrementAndGet();
        }
    }
}
