package io.changetrail.timeline.web;

import io.changetrail.sync.WrittenTime;
import java.time.Instant;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes every time as {@link WrittenTime} has it. */
@JacksonComponent
class InstantSerializer extends ValueSerializer<Instant> {

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
        json.writeString(WrittenTime.of(time));
    }
}
