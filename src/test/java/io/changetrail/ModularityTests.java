package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.util.ClassUtils;

/** The modules import only what their package-info allows; the planted house shows that a breach would be seen. */
class ModularityTests {

    @Test
    void everyModuleKeepsToItsAllowedDependencies() {
        ApplicationModules.of(ChangetrailApplication.class).verify();
    }

    /** A package-info of the tests in the same package would hide the module's own, and with it what the module may import. */
    @Test
    void everyModuleStatesItsAllowedDependencies() {
        assertThat(ApplicationModules.of(ChangetrailApplication.class))
                .hasSizeGreaterThan(5)
                .allSatisfy(module -> assertThat(packageInfo(module)).hasAnnotation(ApplicationModule.class));
    }

    @Test
    void aPlantedForbiddenImportIsFound() {
        ImportOption testClassesToo = location -> true;
        var violations = ApplicationModules.of("planted.house", testClassesToo).detectViolations();
        assertThat(violations.getMessages()).singleElement().asString().contains("cellar", "kitchen");
    }

    private static Class<?> packageInfo(org.springframework.modulith.core.ApplicationModule module) {
        return ClassUtils.resolveClassName(module.getBasePackage().getName() + ".package-info", null);
    }
}
