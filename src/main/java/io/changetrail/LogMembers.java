package io.changetrail;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/** The texts of a log line that is JSON, which escapes line breaks by itself. */
final class LogMembers implements StructuredLoggingJsonMembersCustomizer<Object> {

    @Override
    public void customize(Members<Object> members) {
        members.applyingValueProcessor(ValueProcessor.of(String.class, LogMembers::fit));
    }

    private static @Nullable String fit(@Nullable String text) {
        return text == null ? null : LogText.lines(text);
    }
}
