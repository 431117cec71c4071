package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.WithTokens;
import io.changetrail.support.PlainClient.Answer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Each parameter at 0, at its limits, just beyond them and with garbage, in every call that takes it. */
@WithTokens
@TestInstance(Lifecycle.PER_CLASS)
class BoundContractTests {

    /** Parameter, values that are used, values that are refused; all as they are sent. */
    private static final String TABLE = """
            limit         | 1 7 1000               | 0 1001 -1 1.0 1e2 0x10 ten NaN 2147483648 99999999999999999999
            order         | asc desc               | 0 up DESC asc,desc !asc
            since         | 2024-01-30T11:51:02Z&until=2024-01-31T00:00:00Z now-4h now-7d now-31d | TIMES
            until         | 0 1706615462000 253402300799999 now now-7d 2024-01-30t11:51:02.123456789z \
            2024-01-30T11:51:02%2B05:30 0000-01-01T00:00:00Z 9999-12-31T23:59:59.999999Z | TIMES
            at            | 0 1706615462000 now now-99999d 2024-01-30T11:51:02-08:00 9999-12-31T23:59:59.999999Z | TIMES
            from          | 0 1706615462000 now-99999d 0000-01-01T00:00:00Z 2024-01-30T11:51:02Z | TIMES
            to            | now 1706615462000 253402300799999 2024-02-01T00:00:00.5Z      | TIMES
            changed_since | 0 now now-4h now-7d 2024-01-30T11:51:02Z 9999-12-31T23:59:59.999999Z | TIMES
            kind          | action change action,change !action !action,!change | 0 server ACTION action,!change action,,change !
            outcome       | succeeded failed running unknown !failed,!unknown | 0 fine Failed failed,!unknown failed, !
            attribution   | attributed partial ambiguous unattributed external baseline unchanged pending \
            unobservable !pending,!baseline | 0 sure attributed,!pending ,external !
            action        | 0 x X512 X100 !a,!b | X101 !a,b a,!b a,,b a, ! !a,!
            user_id       | 0 x X512 X100 !a,!b | X101 !a,b a,!b a,,b a, ! !a,!
            request_id    | 0 x X512 X100 !a,!b | X101 !a,b a,!b a,,b a, ! !a,!
            status        | 0 x X512 X100 !a,!b | X101 !a,b a,!b a,,b a, ! !a,!
            path          | 0 / X512 X100 !a,!b | X101 !a,b a,!b a,,b a, ! !a,!
            state         | 0 x X512 X100 !a,!b | X101 !a,b a,!b a,,b a, ! !a,!
            project_id    | 0 x X512 X100 !a,!b | X101 !a,b a,!b a,,b a, ! !a,!
            server_id     | 0 x X512 X100       | X101 !a,b a,!b a,,b a, ! !a,!
            q             | 0 x X512 %25 %5C '  |
            include       | raw raw,raw         | 0 all RAW raw,all raw, !raw
            cursor        |                     | 0 1 null garbage AAAA %20x X512
            after         |                     | 0 -1 1 null garbage MC0w0 OTk5LTA5 X512
            bucket        | 1m 5m 15m 1h 6h 1d  | 0 1 0h 2h 1s 7d 1H 1h,1d P1D
            by            | server_id           | 0 project_id SERVER_ID server_id,kind !server_id
            side          | change action       | 0 both Change change,action !action
            basis         | captured occurred   | 0 updated CAPTURED captured,occurred !captured
            """;

    private static final String TIMES = "-1 0.5 1e12 9999999999999999 999999999999999 yesterday 2024-01-30 "
            + "2024-01-30T11:51:02 2024-01-30T11:51Z 2024-02-30T00:00:00Z 2024-01-30T24:00:01Z 2024-01-30T11:51:02+01:00 "
            + "10000-01-01T00:00:00Z %2B10000-01-01T00:00:00Z now- now-4 now-4y now%2B4h now-123456d NOW now-4h,now";
    private static final Set<String> REPEATABLE = Set.of(
            "kind",
            "outcome",
            "attribution",
            "action",
            "user_id",
            "request_id",
            "status",
            "path",
            "state",
            "project_id",
            "server_id",
            "include");

    private final ContractService service;

    BoundContractTests(@LocalServerPort int port, @Autowired ApplicationContext context) {
        this.service = ContractService.in(context, port, "bounds");
    }

    @Test
    void everyParameterHasBounds() {
        assertThat(service.calls().stream()
                        .flatMap(call -> call.parameters().stream())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        bounds().map(Bounds::parameter).toList());
    }

    static Stream<Bounds> bounds() {
        return TABLE.lines().map(Bounds::of);
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void whatIsWithinIsUsedAndWhatIsBeyondIsRefusedByName(Bounds bounds) {
        var asker = service.as("bounds " + bounds.parameter());
        for (var call : asker.calls()) {
            if (call.parameters().contains(bounds.parameter())) {
                bounds.used().forEach(value -> assertUsed(bounds.ask(asker, call, value)));
                bounds.refused()
                        .forEach(value -> Problems.assertInvalid(bounds.ask(asker, call, value), bounds.parameter()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            since=0&until=1                                                          | all
            since=2024-01-01T00:00:00Z&until=2024-02-01T00:00:00Z                    | all
            since=2024-01-01T00:00:00Z&until=2024-02-01T00:00:00.000001Z             | unbounded
            since=1704067200000                                                      | unbounded
            since=9999-12-31T23:59:59.999998Z&until=9999-12-31T23:59:59.999999Z      | all
            since=2024-01-01T00:00:00Z&until=2024-01-01T00:00:00.0000009Z            | none
            since=2024-01-01T00:00:00Z&until=2024-01-01T00:00:00Z                    | none
            since=2024-01-01T00:00:00.000001Z&until=2024-01-01T00:00:00Z             | none
            since=now&until=now-1h                                                   | none
            """)
    void aWindowOverManyServersIsAMonthAtMostAndNoneIsEmpty(String window, String takenBy) {
        var many = List.of("timeline", "stats", "annotations");
        var query = window.contains("until") ? window : window + "&until=now";
        for (var call : service.calls()) {
            if (call.parameters().contains("since")) {
                if (takenBy.equals("all") || (takenBy.equals("unbounded") && !many.contains(call.id()))) {
                    assertUsed(service.ask(call, query));
                } else {
                    Problems.assertInvalid(service.ask(call, query), "since");
                }
            }
        }
    }

    private static void assertUsed(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
    }

    /** X512 is one long value, X100 and X101 are that many. */
    record Bounds(String parameter, List<String> used, List<String> refused) {

        private static Bounds of(String line) {
            var cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            var name = cells.getFirst();
            var used = values(cells.get(1));
            var twice = used.isEmpty() ? "x" : used.getLast();
            var always = Stream.of("", "%20", "%00", "x%0d%0ay", "%7F");
            var repeated =
                    REPEATABLE.contains(name) ? Stream.<String>of() : Stream.of(twice + "&" + name + "=" + twice);
            var refused = values(cells.getLast().replace("TIMES", TIMES)).stream();
            return new Bounds(
                    name,
                    used,
                    Stream.of(refused, always, repeated).flatMap(some -> some).toList());
        }

        /** One end of a window is asked for without the other. */
        Answer ask(ContractService asker, DescribedCall call, String value) {
            var query = parameter + "=" + value;
            return List.of("since", "until").contains(parameter)
                    ? asker.send(call.method(), asker.world().path(call) + "?" + query)
                    : asker.ask(call, query);
        }

        private static List<String> values(String cell) {
            return Stream.of(cell.split(" +"))
                    .filter(value -> !value.isEmpty())
                    .map(Bounds::value)
                    .toList();
        }

        private static String value(String word) {
            return switch (word) {
                case "X512" -> "x".repeat(512);
                case "X100" -> many(100);
                case "X101" -> many(101);
                default -> word;
            };
        }

        private static String many(int count) {
            return IntStream.range(0, count).mapToObj(number -> "x" + number).collect(Collectors.joining(","));
        }
    }
}
