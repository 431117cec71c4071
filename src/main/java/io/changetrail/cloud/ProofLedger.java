package io.changetrail.cloud;

import io.changetrail.cloud.Proof.Move;
import java.time.Instant;

/** Where the proofs of all credential versions are kept, one step at a time whoever asks; may block. */
interface ProofLedger {

    /** Takes one step from the version's proof, {@link Proof#NEW} if there was none, to the next. */
    Move change(CredentialId id, Step step);

    /** One change of a proof. */
    @FunctionalInterface
    interface Step {

        /**
         * The proof after it, and what the caller is told.
         *
         * @param others lately refused tries of other secrets of the same key or user
         * @param now the time of the ledger
         */
        Move of(Proof before, int others, Instant now);
    }
}
