package io.changetrail.faults;

import static io.changetrail.simulation.Fault.ALWAYS;
import static io.changetrail.simulation.Fault.kind;
import static io.changetrail.simulation.Fault.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.changetrail.simulation.Fault;
import io.changetrail.simulation.RecordVersion;
import io.changetrail.simulation.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A record that no answer can hold, whatever the limit; the others of its resource have to come all the same. */
final class SizeFaults {

    private static final String STUBS = "select body from quarantine where reason = 'an answer too large to be read'";
    private static final int TOO_LARGE = 17_000_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private SizeFaults() {}

    static List<FaultCase> all() {
        return List.of(new FaultCase("F15b", "a single item beyond the size cap", SizeFaults::huge));
    }

    /** @return how many answers had nothing but the item in them */
    private static int huge(Arena arena) {
        var server = arena.world.servers().getFirst();
        var victim = server.items().getFirst().document().path("capture_time").asString();
        Set<String> sent = ConcurrentHashMap.newKeySet();
        Fault.Action grown = (call, usual, closing) -> grown(usual.get(), victim, sent);
        arena.add("huge", kind("history").and(resource(server.id())), grown, ALWAYS);
        await("a stub is kept")
                .atMost(Duration.ofSeconds(90))
                .until(() -> !stubs(arena).isEmpty());
        arena.cloud.faults().clear();
        arena.lasts(Duration.ofSeconds(3));
        expect(arena, sent);
        return sent.size();
    }

    /** Each stub that nobody expected so far has to be of an answer with one of those digests. */
    static void expect(Arena arena, Set<String> digests) {
        for (var stub : stubs(arena)) {
            var document = JSON.readTree(stub);
            if (arena.poison.add(RecordVersion.hash(document))) {
                assertThat(digests).contains(document.path("sha256").asString());
            }
        }
    }

    private static List<String> stubs(Arena arena) {
        return arena.jdbc().sql(STUBS).query((row, number) -> row.getString(1)).list();
    }

    private static Reply grown(Reply reply, String victim, Set<String> sent) {
        var page = JSON.readTree(reply.body());
        var items = page.path("items");
        for (var item : items) {
            if (item.path("capture_time").asString().equals(victim)) {
                ((ObjectNode) item).put("padding", "x".repeat(TOO_LARGE));
                return large(page, items.size() == 1, sent);
            }
        }
        return reply;
    }

    private static Reply large(JsonNode page, boolean alone, Set<String> sent) {
        var bytes = JSON.writeValueAsString(page).getBytes(StandardCharsets.UTF_8);
        if (alone) {
            sent.add(sha256(bytes));
        }
        return Bodies.json(bytes);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
