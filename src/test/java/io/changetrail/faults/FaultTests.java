package io.changetrail.faults;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of the catalogue in turn, against a service that reads a living world. */
@Tag("faults")
class FaultTests {

    private static final FaultRun RUN = new FaultRun();

    static List<FaultCase> faults() {
        var only = System.getProperty("faults.only", "");
        return FaultCatalogue.all().stream()
                .filter(fault -> fault.number().matches(only.isEmpty() ? ".*" : only))
                .toList();
    }

    @BeforeAll
    static void beginReport() throws Exception {
        FaultsReport.begin();
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
