package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of the catalogue in turn, against a service that reads a living world and logs at TRACE. */
@Tag("faults")
@ExtendWith(FaultsTable.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultTests {

    private static final FaultRun RUN = new FaultRun(ArenaSettings.USUAL.logged());

    static List<FaultCase> faults() {
        var only = System.getProperty("faults.only", "");
        return FaultCatalogue.all().stream()
                .filter(fault -> fault.number().matches(only.isEmpty() ? ".*" : only))
                .toList();
    }

    @AfterAll
    static void stop() throws Exception {
        RUN.close();
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void nothingIsLostNorDoubledNorMadeUp(FaultCase fault) throws Exception {
        RUN.play(fault);
    }

    @Order(2)
    @Test
    void theLogOfAllThatHoldsNoSecret() {
        assertThat(FaultLog.traced()).isGreaterThan(10_000);
        assertThat(FaultLog.logins()).isPositive();
        assertThat(FaultLog.told()).isEmpty();
    }
}
