package io.changetrail.timeline.web;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** A list as lines of JSON, one per row; the last line tells that nothing is missing, and what was watched. */
final class NdjsonForm {

    private final JsonMapper json;

    NdjsonForm(JsonMapper json) {
        this.json = json;
    }

    Flux<byte[]> of(Envelope<?> envelope) {
        var end = new LinkedHashMap<String, Object>();
        end.put("page", envelope.page());
        end.put("window", envelope.window());
        end.put("coverage", envelope.coverage());
        return Flux.concat(
                Flux.just(lines(envelope.data())),
                envelope.more().map(this::lines),
                Flux.defer(() -> Flux.just(lines(List.of(end)))));
    }

    private byte[] lines(List<?> rows) {
        var lines = new ByteArrayOutputStream();
        for (var row : rows) {
            lines.writeBytes(json.writeValueAsBytes(row));
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
