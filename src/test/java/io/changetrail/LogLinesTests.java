package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.changetrail.access.WithTokens;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import tools.jackson.databind.json.JsonMapper;

/** What the running service's own encoder makes of texts that others wrote. */
@WithTokens
class LogLinesTests {

    private static final String BAD =
            "web\r\n2026-03-10T12:00:00.000Z  INFO 1 --- forged\u001b[2J\u0007\u0085\u2028x\u2029\u202egnissap\u2066\u200f\ud800";
    private static final String SHOWN =
            "web\\r\\n2026-03-10T12:00:00.000Z  INFO 1 --- forged\\u001b[2J\\u0007\\u0085\\u2028x\\u2029\\u202egnissap\\u2066\\u200f\\ud800";

    private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();

    @Test
    void aMessageIsOneLine() {
        assertThat(console(event("server {} seen", null, BAD)).lines())
                .singleElement()
                .asString()
                .contains("WARN", "server " + SHOWN + " seen");
        assertThat(console(event("J\u00fcrgen \ud83d\ude00 {}", null, "ok"))).contains("J\u00fcrgen \ud83d\ude00 ok");
    }

    @Test
    void anExceptionsLinesBeginWithWordsOfOurs() {
        var thrown = new IllegalStateException(BAD, new IllegalArgumentException("of\n\tat forged.Frame(" + BAD));
        thrown.addSuppressed(new IllegalStateException("late\nCaused by: " + BAD));

        var lines = console(event("broken", thrown)).lines().toList();

        assertThat(lines.getFirst()).contains("WARN", "broken");
        assertThat(lines).contains("java.lang.IllegalStateException: " + SHOWN).hasSizeGreaterThan(6);
        assertThat(lines.stream().skip(1).filter(line -> !line.isBlank()))
                .allMatch(
                        line -> line.matches(
                                "java\\.lang\\..*|Caused by: java\\.lang\\..*|\tSuppressed: java\\.lang\\..*|\t+(at|\\.\\.\\.) .*"))
                .noneMatch(line -> line.startsWith("\tat forged") || line.contains("\u202e"));
        assertThat(lines).anyMatch(line -> line.startsWith("\tat io.changetrail.LogLinesTests"));
    }

    @Test
    void whatIsVeryLongIsCut() {
        var longest = "x".repeat(1_000_000);

        assertThat(console(event(longest, null))).hasSizeLessThan(LogText.LONGEST_LINE + 300);
        assertThat(console(event("broken", new IllegalStateException(longest, new IllegalStateException(longest)))))
                .hasSizeLessThan(LogText.LONGEST_STACK + 300);
    }

    @Test
    void whyTheStartFailedIsToldOnSeveralLines() {
        var reporter = logback.getLogger("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");
        var event = new LoggingEvent("", reporter, Level.ERROR, "\n\nDescription:\n\nwrong\u202e", null, new Object[0]);

        assertThat(console(event)).contains("\nDescription:\n\nwrong\\u202e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs", "gelf", "logstash"})
    void structuredLinesAreOneLineToo(String format) {
        var encoder = new StructuredLogEncoder();
        encoder.setContext(logback);
        encoder.setFormat(format);
        encoder.start();
        var event = event("server {} seen", new IllegalStateException(BAD + "x".repeat(1_000_000)), BAD);

        var line = encoded(encoder, event);

        assertThat(line.strip().lines()).hasSize(1);
        assertThat(line).hasSizeLessThan(4 * LogText.LONGEST_STACK);
        assertThat(line.codePoints().filter(c -> Character.getType(c) == Character.FORMAT))
                .isEmpty();
        assertThat(line).doesNotContain("\u2028", "\u2029", "\u0085");
        assertThat(JsonMapper.shared().readTree(line).toString())
                .contains("server "
                        + JsonMapper.shared()
                                .writeValueAsString(SHOWN.replace("\\n", "\n"))
                                .replace("\"", ""));
    }

    private ILoggingEvent event(String message, @Nullable Throwable thrown, Object... arguments) {
        return new LoggingEvent("", logback.getLogger("io.changetrail.sync"), Level.WARN, message, thrown, arguments);
    }

    /** By the console's encoder as the application has set it up. */
    private String console(ILoggingEvent event) {
        var console = (ConsoleAppender<ILoggingEvent>)
                logback.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE");
        return encoded(console.getEncoder(), event);
    }

    private static String encoded(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
}
