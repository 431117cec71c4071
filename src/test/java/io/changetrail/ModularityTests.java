package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The modules import only what their package-info allows; the planted house shows that a breach would be seen. */
class ModularityTests {

    @Test
    void everyModuleKeepsToItsAllowedDependencies() {
        ApplicationModules.of(ChangetrailApplication.class).verify();
    }

    @Test
    void aPlantedForbiddenImportIsFound() {
        ImportOption testClassesToo = location -> true;
        var violations = ApplicationModules.of("planted.house", testClassesToo).detectViolations();
        assertThat(violations.getMessages()).singleElement().asString().contains("cellar", "kitchen");
    }
}
