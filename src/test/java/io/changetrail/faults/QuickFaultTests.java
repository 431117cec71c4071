package io.changetrail.faults;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults that take seconds, in every run; the others are in {@link FaultTests}. */
class QuickFaultTests {

    private static final FaultRun RUN = new FaultRun();

    static List<FaultCase> faults() {
        return FaultCatalogue.quick();
    }

    @AfterAll
    static void stop() throws Exception {
        RUN.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void nothingIsLostNorDoubledNorMadeUp(FaultCase fault) throws Exception {
        RUN.play(fault);
    }
}
