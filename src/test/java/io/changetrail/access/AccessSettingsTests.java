package io.changetrail.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changetrail.access.AccessProperties.Issuer;
import io.changetrail.access.AccessProperties.Login;
import io.changetrail.access.AccessProperties.Mode;
import io.changetrail.access.AccessProperties.Subject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class AccessSettingsTests {

    private static final Issuer ISSUER = new Issuer("https://issuer.example", "changetrail", null, List.of());

    @Test
    void tokensWithoutAnyIssuerStopTheStart() {
        assertStops("issuer-uri", settings(Mode.JWT, List.of(), null), false);
    }

    @Test
    void oneIssuerAndSeveralContradictEachOther() {
        assertStops("issuer-uri", settings(Mode.JWT, List.of(ISSUER), null), true);
    }

    @Test
    void anIssuerStandsOnlyOnce() {
        assertStops("issuers[1].issuer", settings(Mode.JWT, List.of(ISSUER, ISSUER), null), false);
    }

    @Test
    void aRoleThatDoesNotExistStopsTheStart() {
        var subject = new Subject("system:serviceaccount:a:b", List.of("*"), List.of("admin"));
        var issuer = new Issuer("https://issuer.example", "changetrail", null, List.of(subject));

        assertStops("issuers[0].subjects", settings(Mode.JWT, List.of(issuer), null), false);
    }

    @Test
    void halfALoginStopsTheStart() {
        assertStops(
                "login.client-id", settings(Mode.OPEN, List.of(), new Login("https://issuer.example", null)), false);
    }

    @Test
    void aShortCursorKeyStopsTheStartWithoutShowingIt() {
        assertThatThrownBy(() -> new AccessProperties(Mode.OPEN, false, "claim", List.of(), "secret", null))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("cursor-key")
                .hasMessageNotContaining("secret");
    }

    @Test
    void openModeListensOnLoopbackUnlessToldOtherwise() {
        var environment = environment(Map.of("management.server.port", "8081"));

        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
        assertThat(environment.getProperty("management.server.address")).isEqualTo("127.0.0.1");
    }

    @Test
    void aBlankAddressIsNoneInOpenMode() {
        var environment = environment(
                Map.of("server.address", "", "management.server.port", "8081", "management.server.address", " "));

        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
        assertThat(environment.getProperty("management.server.address")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "OPEN", "open ", "o-pen"})
    void openModeIsOpenHoweverItIsWritten(String mode) {
        assertThat(environment(mode, Map.of()).getProperty("server.address")).isEqualTo("127.0.0.1");
    }

    @Test
    void openModeRefusesAnotherAddress() {
        assertThatThrownBy(() -> environment(Map.of("server.address", "0.0.0.0")))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("server.address");
        assertThat(environment(Map.of("server.address", "127.0.0.2")).getProperty("server.address"))
                .isEqualTo("127.0.0.2");
    }

    @Test
    void openModeMayListenBeyondLoopbackIfThatIsSaid() {
        var environment = environment(Map.of("changetrail.access.open-beyond-loopback", "true"));

        assertThat(environment.getProperty("server.address")).isNull();
    }

    private static StandardEnvironment environment(Map<String, Object> settings) {
        return environment("open", settings);
    }

    private static StandardEnvironment environment(String mode, Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("mode", Map.of("changetrail.access.mode", mode)));
        new OpenModeAddresses().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }

    private static AccessProperties settings(Mode mode, List<Issuer> issuers, @Nullable Login login) {
        return new AccessProperties(mode, false, "changetrail_projects", issuers, null, login);
    }

    private static void assertStops(String key, AccessProperties settings, boolean singleIssuer) {
        assertThatThrownBy(() -> AccessChecks.check(settings, singleIssuer))
                .isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class,
                        wrong -> assertThat(wrong.getName()).endsWith(key));
    }
}
