package io.changetrail;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.core.pattern.DynamicConverter;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;

/** Gives the words of log patterns a meaning of ours, {@code %m} for one; has to come before Spring Boot sets logging up. */
final class LogWords implements ApplicationListener<ApplicationStartingEvent> {

    @SuppressWarnings("rawtypes")
    private static final Map<String, Supplier<DynamicConverter>> WORDS =
            Map.of("m", LogMessage::new, "msg", LogMessage::new, "message", LogMessage::new, "stack", LogStack::new);

    @Override
    public void onApplicationEvent(ApplicationStartingEvent event) {
        PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.putAll(WORDS);
    }
}
