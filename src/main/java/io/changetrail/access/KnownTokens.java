package io.changetrail.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What IAM said of tokens, by their hashes. Refusals are kept apart: whoever brings many that are not good drives out none that
 * is.
 */
final class KnownTokens {

    private final Map<String, Kept> good;
    private final Map<String, Kept> refused;

    /**
     * @param most how many of each kind are kept, the latest used
     */
    KnownTokens(int most) {
        this.good = new Latest(most);
        this.refused = new Latest(most);
    }

    /** Empty if the token is refused; null if it is not known at that time. */
    synchronized @Nullable Optional<Caller> find(String hash, Instant now) {
        var kept = good.containsKey(hash) ? good.get(hash) : refused.get(hash);
        return kept != null && now.isBefore(kept.until()) ? kept.caller() : null;
    }

    synchronized void keep(String hash, Optional<Caller> caller, Instant until) {
        good.remove(hash);
        (caller.isPresent() ? good : refused).put(hash, new Kept(caller, until));
    }

    private record Kept(Optional<Caller> caller, Instant until) {}

    private static final class Latest extends LinkedHashMap<String, Kept> {

        private static final long serialVersionUID = 1;

        private final int most;

        Latest(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > most;
        }
    }
}
