package io.changetrail.inventory;

import io.changetrail.cloud.Oversized;
import io.changetrail.redaction.Redactor;
import io.changetrail.sync.IngestCounts;
import io.changetrail.sync.Quarantine;
import io.changetrail.sync.StreamKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.JsonNodeFactory;

/** Puts a stub into quarantine for an answer that was too large to be read: where it stood and the digest of its bytes. */
@Component
public class UnreadAnswers {

    private final Quarantine quarantine;
    private final Redactor redactor;

    UnreadAnswers(Quarantine quarantine, Redactor redactor) {
        this.quarantine = quarantine;
        this.redactor = redactor;
    }

    /** @param resourceId null for a row of a list of servers */
    @Transactional
    public IngestCounts put(StreamKey stream, @Nullable String resourceId, Oversized answer) {
        var stub = JsonNodeFactory.instance
                .objectNode()
                .put("after_marker", answer.marker())
                .put("sha256", answer.whole())
                .put("sha256_of_beginning", answer.beginning())
                .put(answer.whole() == null ? "longer_than" : "bytes", answer.bytes());
        quarantine.put(stream, resourceId, "an answer too large to be read", redactor.scrub(stub.toString()));
        return new IngestCounts(0, 0, 0, 1);
    }
}
