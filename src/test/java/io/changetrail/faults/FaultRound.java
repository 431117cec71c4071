package io.changetrail.faults;

import java.util.List;

/**
 * Faults that come one after the other without a pause, so that one look at what is stored judges all of them.
 *
 * @param faults each still has to prove that it fired
 */
record FaultRound(String name, List<FaultCase> faults) {

    @Override
    public String toString() {
        return name + " " + faults.stream().map(FaultCase::number).toList();
    }
}
