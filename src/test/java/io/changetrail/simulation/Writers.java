package io.changetrail.simulation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who wrote each path of one server last; learned by comparing the whole server before and after each write. */
final class Writers {

    private final ServerState state;
    private final Map<String, Writer> last = new HashMap<>();
    private Leaves before;
    private @Nullable Writer creator;
    private @Nullable Writer deleter;

    /** A request and the name its action was recorded under. */
    record Writer(String requestId, String action) {}

    Writers(ServerState state) {
        this.state = state;
        this.before = look();
    }

    /** Says whether the write changed anything RMS could see; no writer means that no action did it. */
    boolean wrote(@Nullable Writer writer) {
        if (state.deleted()) {
            deleter = writer;
            return true;
        }
        Leaves after = look();
        boolean changed = false;
        for (String path : before.writtenPaths(after)) {
            changed = true;
            if (writer == null) {
                last.remove(path);
            } else {
                last.put(path, writer);
            }
        }
        before = after;
        return changed;
    }

    void createdBy(Writer writer) {
        creator = writer;
    }

    @Nullable
    Writer creator() {
        return creator;
    }

    @Nullable
    Writer deleter() {
        return deleter;
    }

    @Nullable
    Writer of(String path) {
        return last.get(path);
    }

    private Leaves look() {
        return Leaves.of(RmsDocuments.resource(state), RmsDocuments.relations(state));
    }
}
