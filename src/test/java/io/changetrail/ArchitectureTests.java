package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every house rule holds for the production classes and fails for the classes planted against it. */
class ArchitectureTests {

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.changetrail");
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

    @ParameterizedTest
    @EnumSource
    void theProductionCodeKeeps(HouseRule rule) {
        rule.rule().check(PRODUCTION);
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBreachIsFoundOf(HouseRule rule) {
        assertThat(breachesOf(rule)).isNotEmpty();
    }

    @Test
    void aClockThatIsHandedOverMayBeRead() {
        assertThat(breachesOf(HouseRule.ONLY_THE_CLOCK_BEAN_ASKS_THE_SYSTEM_FOR_THE_TIME))
                .hasSize(3)
                .noneMatch(line -> line.contains("allowed"));
    }

    @Test
    void everyWayOfWaitingIsFound() {
        assertThat(breachesOf(HouseRule.NOBODY_WAITS_FOR_A_PUBLISHER)).hasSize(5);
    }

    @Test
    void everyWayOfMeaningAllProjectsIsFound() {
        assertThat(breachesOf(HouseRule.ONLY_SCOPES_MAY_MEAN_ALL_PROJECTS))
                .hasSize(3)
                .noneMatch(line -> line.contains("allowed"));
    }

    private static List<String> breachesOf(HouseRule rule) {
        return rule.rule()
                .evaluate(PLANTED.that(rule.breaches()))
                .getFailureReport()
                .getDetails();
    }
}
