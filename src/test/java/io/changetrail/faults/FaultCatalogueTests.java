package io.changetrail.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultCatalogueTests {

    @Test
    void eachCaseHasItsOwnNumber() {
        assertThat(FaultCatalogue.all()).extracting(FaultCase::number).doesNotHaveDuplicates();
    }

    @Test
    void atLeastThirtyFiveFaultsArePlayedInsideThisProcessAlone() {
        assertThat(FaultCatalogue.all().stream().map(FaultsReport::fault).distinct())
                .hasSizeGreaterThanOrEqualTo(35);
    }
}
