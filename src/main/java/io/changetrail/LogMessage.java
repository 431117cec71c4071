package io.changetrail;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The message of a log line: one line, whatever it holds. */
final class LogMessage extends MessageConverter {

    /** Says why the start failed, in several lines and the operator's own words, before anybody else has said anything. */
    private static final String WHY_NOT_STARTED = "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

    @Override
    public String convert(ILoggingEvent event) {
        var message = String.valueOf(event.getFormattedMessage());
        return WHY_NOT_STARTED.equals(event.getLoggerName()) ? LogText.lines(message) : LogText.line(message);
    }
}
