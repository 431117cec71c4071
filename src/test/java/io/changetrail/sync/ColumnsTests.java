package io.changetrail.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.support.DatabaseTestConfiguration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@JdbcTest
@Import(DatabaseTestConfiguration.class)
class ColumnsTests {

    @Autowired
    private JdbcClient jdbc;

    @Test
    void everyTextArrivesAsItIs() {
        var texts = List.of("plain", "", "null", "{\"a\": \"\\\\ , }\"}", "line\nbreak", "é \uD83D\uDE00");

        assertThat(jdbc.sql("select text from unnest(:texts) with ordinality as one (text, place) order by place")
                        .param("texts", new Columns<>(texts).texts(text -> text))
                        .query((row, number) -> row.getString(1))
                        .list())
                .isEqualTo(texts);
    }

    @Test
    void everyListArrivesAsAnArrayOfItsTexts() {
        var lists = List.of(
                List.of("plain", "", "null", "{\"a\": \"\\\\ , }\"}", " ", "line\nbreak"),
                List.<String>of(),
                List.of("NULL"));

        assertThat(jdbc.sql("select cast(t as text[]) from unnest(:lists) with ordinality as one (t, n) order by n")
                        .param("lists", new Columns<>(lists).texts(Columns::array))
                        .query((row, number) ->
                                List.of((String[]) row.getArray(1).getArray()))
                        .list())
                .isEqualTo(lists);
    }

    @Test
    void whatIsAbsentIsNull() {
        assertThat(jdbc.sql(
                                "select count(*) from unnest(:texts, :times) as one (text, t) where text is null and t is null")
                        .param("texts", new Columns<>(List.of(1, 2)).texts(number -> null))
                        .param("times", new Columns<>(List.of(1, 2)).times(number -> null))
                        .query((row, number) -> row.getInt(1))
                        .single())
                .isEqualTo(2);
    }

    @Test
    void everyTimeThatPostgresCanHoldArrivesToTheMicrosecond() {
        var times = List.of(
                Instant.parse("2026-03-10T12:00:00.000001Z"),
                Instant.parse("2999-12-31T23:59:59.999999Z"),
                Instant.parse("+020000-01-01T00:00:00Z"),
                Instant.parse("0001-01-01T00:00:00Z"),
                Instant.parse("-0043-03-15T00:00:00Z"));

        assertThat(jdbc.sql(
                                "select cast(t as timestamptz) from unnest(:times) with ordinality as one (t, place) order by place")
                        .param("times", new Columns<>(times).times(time -> time))
                        .query((row, number) ->
                                row.getObject(1, OffsetDateTime.class).toInstant())
                        .list())
                .isEqualTo(times);
    }
}
