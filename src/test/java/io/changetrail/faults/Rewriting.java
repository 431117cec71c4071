package io.changetrail.faults;

import io.changetrail.redaction.Redactor;
import io.changetrail.simulation.Fault;
import io.changetrail.simulation.RecordVersion;
import io.changetrail.simulation.Reply;
import io.changetrail.simulation.Served;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes the first record of an answer; the others count as sent, the changed one as what it has become. */
final class Rewriting {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Rewriting() {}

    /** The record cannot be read any more: its hash is noted, and it has to be in quarantine. */
    static Fault.Action poison(Arena arena, String list, Consumer<ObjectNode> change) {
        return (call, usual, closing) -> {
            var reply = usual.get();
            var document = (ObjectNode) JSON.readTree(reply.body());
            var place = document.path(list);
            if (!((place.isArray() ? place.path(0) : place) instanceof ObjectNode record)) {
                return reply;
            }
            var original = record.deepCopy();
            change.accept(record);
            arena.poison.add(
                    RecordVersion.hash(arena.service.bean(Redactor.class).redact(record)));
            return with(reply, document, without(reply, original));
        };
    }

    /**
     * The record is strange but readable: it has to be taken as it is. Those of a server that is gone are left alone: nobody
     * tells that they are as before again, and such a server is read again after minutes only.
     */
    static Fault.Action altered(String list, Consumer<ObjectNode> change) {
        return (call, usual, closing) -> {
            var reply = usual.get();
            var document = (ObjectNode) JSON.readTree(reply.body());
            var place = document.path(list);
            var record = place.isArray() ? place.path(0) : place;
            if (!record.isObject() || isOfGoneServer(place)) {
                return reply;
            }
            var original = ((ObjectNode) record).deepCopy();
            change.accept((ObjectNode) record);
            var evidence = without(reply, original);
            reply.evidence().forEach(proof -> evidence.addAll(changed(proof, original, (ObjectNode) record)));
            return with(reply, document, evidence);
        };
    }

    /** The record has a letter more that the upstream forgot to encode: it has to be taken without that letter. */
    static Fault.Action latin1(String list) {
        var marked = altered(list, record -> record.put("beam", "\ufffd"));
        return (call, usual, closing) -> {
            var reply = marked.apply(call, usual, closing);
            var text = new String(reply.body(), StandardCharsets.UTF_8).replace("\\uFFFD", "\u00fc");
            var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            return new Reply(reply.status(), reply.headers(), bytes, bytes.length, reply.evidence());
        };
    }

    /** The page as a whole is changed, its records stay as they are. */
    static Fault.Action page(String list, Consumer<ArrayNode> change) {
        return (call, usual, closing) -> {
            var reply = usual.get();
            var document = (ObjectNode) JSON.readTree(reply.body());
            if (document.path(list).isArray()) {
                change.accept((ArrayNode) document.path(list));
            }
            return with(reply, document, reply.evidence());
        };
    }

    private static boolean isOfGoneServer(JsonNode records) {
        return records.valueStream()
                .anyMatch(record -> record.path("status").asString().equals("ResourceChanged.DELETE")
                        || record.path("action").asString().equals("delete"));
    }

    private static List<Object> without(Reply reply, ObjectNode original) {
        var evidence = new ArrayList<>(reply.evidence());
        evidence.removeIf(
                proof -> proof instanceof Served.Shown shown && shown.document().equals(original)
                        || proof instanceof Served.Item item && item.document().equals(original));
        return evidence;
    }

    private static List<Object> changed(Object proof, ObjectNode original, ObjectNode record) {
        if (proof instanceof Served.Item item && item.document().equals(original)) {
            return List.of(new Served.Item(item.resourceId(), record));
        }
        if (proof instanceof Served.Shown shown && shown.document().equals(original)) {
            var row = shown.action();
            var action = record.path("action").asString();
            var renamed = new Served.Row(row.serverId(), row.requestId(), action, row.start());
            return List.of(renamed, new Served.Shown(renamed, shown.ordinal(), record));
        }
        return List.of();
    }

    private static Reply with(Reply reply, ObjectNode document, List<Object> evidence) {
        var bytes = JSON.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
        return new Reply(reply.status(), reply.headers(), bytes, bytes.length, List.copyOf(evidence));
    }
}
