package io.changetrail.cloud;

import io.changetrail.cloud.Proof.Move;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The ledger of a deployment with one replica that never restarts. */
final class ProofsInMemory implements ProofLedger {

    private final Clock clock;
    private final Map<CredentialId, Proof> proofs = new HashMap<>();

    ProofsInMemory(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Move change(CredentialId id, Step step) {
        var move = step.of(proofs.getOrDefault(id, Proof.NEW), 0, clock.instant());
        proofs.put(id, move.proof());
        return move;
    }
}
