package io.changetrail.timeline.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A list as CSV (RFC 4180, UTF-8) with fixed columns; texts that a spreadsheet would run get an apostrophe in front. */
final class CsvForm {

    static final String COVERAGE_HEADER = "Changetrail-Coverage";

    private static final String END = "\r\n";
    private static final String RUN_BY_SPREADSHEETS = "=+-@\t\r\n";

    private final JsonMapper json;

    CsvForm(JsonMapper json) {
        this.json = json;
    }

    /**
     * @param row type of the rows, which there may be none of
     */
    Flux<byte[]> of(Envelope<?> envelope, Class<?> row) {
        var columns = CsvColumn.of(row);
        var headings = columns.stream().map(CsvColumn::heading).collect(Collectors.joining(",")) + END;
        return Flux.concat(
                Flux.just(bytes(headings + lines(envelope.data(), columns))),
                envelope.more().map(rows -> bytes(lines(rows, columns))));
    }

    /** As a header may hold it: nothing but ASCII, on one line. */
    String coverage(Envelope<?> envelope) {
        return json.writeValueAsString(envelope.coverage())
                .chars()
                .mapToObj(letter ->
                        letter < ' ' || letter > '~' ? "\\u%04x".formatted(letter) : Character.toString(letter))
                .collect(Collectors.joining());
    }

    private String lines(List<?> rows, List<CsvColumn> columns) {
        var lines = new StringBuilder();
        for (var row : rows) {
            JsonNode tree = json.valueToTree(row);
            lines.append(columns.stream()
                            .map(column -> cell(column.value(tree)))
                            .collect(Collectors.joining(",")))
                    .append(END);
        }
        return lines.toString();
    }

    private static String cell(JsonNode value) {
        var text = text(value);
        if (!value.isNumber() && !text.isEmpty() && RUN_BY_SPREADSHEETS.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.chars().anyMatch(letter -> letter == ',' || letter == '"' || letter == '\n' || letter == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }

    private static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        return value.isContainer() ? value.toString() : value.asString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
