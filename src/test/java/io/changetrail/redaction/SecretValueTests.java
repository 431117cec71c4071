package io.changetrail.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecretValueTests {

    private static final List<String> PIECES = List.of(
            "password",
            "Passwd",
            "adminPass",
            "admin_pass",
            "secret",
            "SECRET KEY",
            "token",
            "Authorization",
            "cookie",
            "private-key",
            "access_key",
            "=",
            ":",
            " ",
            "\t",
            "\"",
            "'",
            "x",
            "9",
            ",",
            "{",
            "eyJ",
            "abcd",
            "efgh.ijkl",
            ".",
            "-",
            "AKIA",
            "ASIA",
            "ABCDEFGHIJKL",
            "https",
            "://",
            "user",
            "https://user:x@",
            "@",
            "/",
            "IyEv",
            "I2Nsb3VkLWNvbmZpZ",
            "-----BEGIN ",
            "RSA KEY",
            "-----");

    /** The quick look before the pattern must not keep it from finding anything. */
    @ParameterizedTest
    @EnumSource
    void aFormIsFoundWhereverItsPatternFindsIt(SecretValue form) {
        var random = new Random(4711);
        int found = 0;
        for (int i = 0; i < 40_000; i++) {
            var value = new StringBuilder();
            for (int piece = random.nextInt(1, 9); piece > 0; piece--) {
                value.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            var finds = form.pattern().matcher(value).find();
            found += finds ? 1 : 0;

            assertThat(form.isIn(value.toString())).as(value.toString()).isEqualTo(finds);
        }
        assertThat(found).isPositive();
    }

    @Test
    void anOrdinaryValueHoldsNone() {
        assertThat(List.of("", "2026-03-10T12:00:00.000Z", "fa:16:3e:4d:58:6f", "token", "tokens: ", "http://host:80/"))
                .noneMatch(SecretValue::isSecret);
    }
}
