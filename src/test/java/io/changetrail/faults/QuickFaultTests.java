package io.changetrail.faults;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A core of the faults for every build, several between two looks at what is stored; {@link FaultTests} plays each alone. */
class QuickFaultTests {

    private static final FaultRun RUN = new FaultRun();

    static List<FaultRound> rounds() {
        return FaultCatalogue.quick();
    }

    @AfterAll
    static void stop() throws Exception {
        RUN.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rounds")
    void nothingIsLostNorDoubledNorMadeUp(FaultRound round) throws Exception {
        RUN.play(round);
    }
}
