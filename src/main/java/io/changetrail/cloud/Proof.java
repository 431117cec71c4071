package io.changetrail.cloud;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one version of the credentials is trusted, for all replicas together. Bad tries and tries whose end is open never
 * exceed five, since the sixth bad one in a row locks the key ({@code upstream.md} 3.4).
 *
 * @param bad refused tries since the last accepted one
 * @param open tries under way
 * @param openUntil when open tries count as given up
 * @param restsUntil before this nobody tries
 * @param refusedAt the last refusal
 * @param acceptedScope where the last accepted try was made; null before the first
 */
record Proof(
        State state,
        int bad,
        int open,
        @Nullable Instant openUntil,
        @Nullable Instant restsUntil,
        @Nullable Instant refusedAt,
        @Nullable String acceptedScope,
        @Nullable Instant acceptedAt) {

    /** What the last end of a try came to. */
    enum State {
        UNPROVEN,
        PROVEN,
        REFUSED,
        DEAD
    }

    /** Whether a caller may try now. */
    enum Leave {
        GO,
        WAIT,
        REST,
        NEVER
    }

    /** What a caller is told, and the proof after it. */
    record Move(Leave leave, Proof proof) {}

    static final Proof NEW = new Proof(State.UNPROVEN, 0, 0, null, null, null, null, null);
    static final int MOST_BAD = 5;

    /** The gateway forgets failures after this long; so do we for other secrets of the same key or user. */
    static final Duration LOCK = Duration.ofMinutes(5);

    /** The rest is kept for the scope that was accepted: a project without a role must not end good credentials. */
    private static final int MOST_BAD_ELSEWHERE = 3;

    private static final Duration ACCEPTED_SCOPE_RETURNS = Duration.ofDays(1);
    private static final Duration LONGEST_TRY = Duration.ofMinutes(1);
    private static final Duration FIRST_REST = Duration.ofMinutes(1);

    /** @param others lately refused tries of other secrets of the same key or user */
    Move claim(String scope, int others, Instant now) {
        var proof = givenUp(now);
        var leave = proof.leave(scope, others, now);
        return new Move(leave, leave == Leave.GO ? proof.opened(now) : proof);
    }

    private Leave leave(String scope, int others, Instant now) {
        if (state == State.DEAD) {
            return Leave.NEVER;
        }
        var spent = bad + others;
        if ((restsUntil != null && now.isBefore(restsUntil)) || spent >= most(scope, now)) {
            return Leave.REST;
        }
        return spent + open < most(scope, now) && (open == 0 || state == State.PROVEN) ? Leave.GO : Leave.WAIT;
    }

    private int most(String scope, Instant now) {
        var kept = acceptedScope != null
                && !acceptedScope.equals(scope)
                && acceptedAt != null
                && now.isBefore(acceptedAt.plus(ACCEPTED_SCOPE_RETURNS));
        return kept ? MOST_BAD_ELSEWHERE : MOST_BAD;
    }

    private Proof opened(Instant now) {
        return new Proof(state, bad, open + 1, now.plus(LONGEST_TRY), restsUntil, refusedAt, acceptedScope, acceptedAt);
    }

    private Proof givenUp(Instant now) {
        return open > 0 && openUntil != null && !now.isBefore(openUntil) ? closed(open, open) : this;
    }

    /** The end of a try. */
    Move settle(Verdict verdict, String scope, Instant now) {
        var after = closed(1, verdict == Verdict.UNKNOWN ? 1 : 0);
        return new Move(
                Leave.GO,
                switch (verdict) {
                    case ACCEPTED -> after.accepted(scope, now);
                    case REFUSED -> after.refused(now);
                    default -> after;
                });
    }

    /** A refusal of what was trusted without asking; more of them at the same time are one. */
    Move doubt(Instant now) {
        return new Move(Leave.GO, state == State.PROVEN ? refused(now) : this);
    }

    /** A try whose end nobody saw counts as bad unless the credentials were good before, but never as the last. */
    private Proof closed(int tries, int unseen) {
        var counted = state == State.PROVEN ? bad : Math.max(bad, Math.min(bad + unseen, MOST_BAD - 1));
        return new Proof(
                state, counted, Math.max(0, open - tries), openUntil, restsUntil, refusedAt, acceptedScope, acceptedAt);
    }

    private Proof accepted(String scope, Instant now) {
        return new Proof(State.PROVEN, 0, open, openUntil, null, null, scope, now);
    }

    private Proof refused(Instant now) {
        var rests = now.plus(FIRST_REST.multipliedBy(1L << Math.min(bad, MOST_BAD)));
        var next = bad + 1 >= MOST_BAD ? State.DEAD : State.REFUSED;
        return new Proof(next, Math.min(bad + 1, MOST_BAD), open, openUntil, rests, now, acceptedScope, acceptedAt);
    }
}
