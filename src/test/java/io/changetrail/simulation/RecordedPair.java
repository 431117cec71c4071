package io.changetrail.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One request to a real Nova or Keystone with its answer, from {@code src/test/resources/recordings/nova}.
 *
 * @param number the recording's own, which is also its order in time
 * @param requestLine method and target
 * @param requestHeaders lines as sent, tokens replaced by placeholders such as {@code <token:demo>}
 */
public record RecordedPair(
        int number,
        String title,
        String requestLine,
        List<String> requestHeaders,
        String requestBody,
        int status,
        List<String> headers,
        String body) {

    private static final Path FOLDER = Path.of("src/test/resources/recordings/nova");

    /** All recordings in the order of their numbers. */
    public static List<RecordedPair> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .map(RecordedPair::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The value of a header line of the request. */
    public Optional<String> requestHeader(String name) {
        return value(requestHeaders, name);
    }

    /** The value of a header line of the answer. */
    public Optional<String> header(String name) {
        return value(headers, name);
    }

    public String target() {
        return requestLine.split(" ", -1)[1];
    }

    @Override
    public String toString() {
        return "%03d %s".formatted(number, title);
    }

    static Optional<String> value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static RecordedPair read(Path file) {
        try {
            var name = file.getFileName().toString();
            var text = Files.readString(file);
            var answer = text.indexOf("\nHTTP/1.1 ") + 1;
            var request = text.substring(text.indexOf('\n') + 1, answer).split("\n\n", 2);
            var response = text.substring(answer).split("\n\n", 2);
            var asked = request[0].lines().toList();
            var answered = response[0].lines().toList();
            return new RecordedPair(
                    Integer.parseInt(name.substring(0, 3)),
                    name.substring(4, name.length() - ".http".length()),
                    asked.getFirst(),
                    asked.subList(1, asked.size()),
                    request[1].strip(),
                    Integer.parseInt(answered.getFirst().split(" ", -1)[1]),
                    answered.subList(1, answered.size()),
                    response[1].strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
