package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.WithTokens;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Each field that api.md names is there, with its type and form: a new call needs a row. */
@WithTokens
@TestInstance(Lifecycle.PER_CLASS)
class FieldContractTests {

    /** Call and query, place in the answer (an asterisk is every element), its fields with their forms ({@link Form}). */
    private static final String TABLE = """
            servers                 | /data/*           | ROW
            servers                 | /data/*/freshness | ecs:time? rms:time?
            server                  |                   | ROW properties:object

            serverTimeline kind=change | /data/*                          | ENTRY change:object
            serverTimeline kind=change | /data/*/change                   | CHANGE
            serverTimeline kind=change | /data/*/change/occurred          | earliest:time? latest:time best:time?
            serverTimeline kind=change | /data/*/change/causes/*          | request_id:text action_id:uuid action:text \
            user_id:text? score:share paths:list evidence:list
            serverTimeline kind=change | /data/*/change/causes/*/evidence/* | rule:text bits:number text:text
            serverTimeline kind=change | /data/*/change/rivals/*          | request_id:text action:text score:share reason:text
            serverTimeline kind=change | /data/*/change/diff/*            | before:text after:text

            serverTimeline kind=action | /data/*                  | ENTRY action:object
            serverTimeline kind=action | /data/*/action           | ACTION
            serverTimeline kind=action | /data/*/action/actor     | type:user/service/system/unknown id:text? name:text?
            serverTimeline kind=action | /data/*/action/events/*  | event:text start_time:time finish_time:time? result:text? \
            traceback:text?
            serverTimeline kind=action | /data/*/action/effects/* | change_id:uuid score:share

            timeline                | /data/*         | ENTRY
            request                 | /data/*         | ENTRY
            request                 | /related/*      | type:text id:text
            change                  |                 | ENTRY change:object versions:list link_history:list raw:object
            change                  | /change         | CHANGE
            change                  | /versions/*     | recorded_at:time diff:object
            change                  | /link_history/* | at:time request_id:text what:text score:share because:text?

            serverState             |           | at:time change_id:uuid properties:object relations:list
            serverDiff              |           | from:time to:time diff:object changes:list requests:list
            serverBlame             | /data/*   | path:text value:any since:time change_id:uuid request_id:text? action:text? \
            user_id:text? score:share? attribution:text

            residuals               | /data/*   | entry:object reason:unattributed/external/partial/ambiguous
            residuals               | /data/*/entry | ENTRY change:object
            residuals side=action   | /data/*   | entry:object reason:none_unexpected/none_expected/masked/failed
            residuals side=action   | /data/*/entry/action | ACTION

            coverage                | /data/*        | COVERAGE backfill:object?
            coverage                | /data/*/gaps/* | GAP
            attributes              | /data/*   | value:text text:text count:number
            stats                   | /data/*   | bucket:time kind:action/change action:text? outcome:text? attribution:text? \
            count:number
            stats by=server_id      | /data/*   | server_id:text
            annotations             | /data/*   | time:number timeEnd:number title:text text:text tags:text

            feed                    | /page     | next_position:text
            feed                    | /data/*   | specversion:1.0 id:text source:text type:link.created subject:text time:time \
            datacontenttype:text data:object

            startSync               |           | id:uuid
            sync                    |           | id:uuid
            quarantine              | /data/*   | id:uuid
            replay                  |           | id:uuid
            """;

    /** What every list has besides its rows. */
    private static final String ENVELOPE = """
            |                     | data:list page:object window:object coverage:list
            | /page               | next_cursor:text?
            | /window             | since:time? until:time?
            | /coverage/*         | COVERAGE
            | /coverage/*/gaps/*  | GAP
            """;

    private final ContractService service;

    FieldContractTests(@LocalServerPort int port, @Autowired ApplicationContext context) {
        this.service = ContractService.in(context, port, "fields");
    }

    @Test
    void everyCallHasARow() {
        assertThat(service.calls().stream().map(DescribedCall::id))
                .containsExactlyInAnyOrderElementsOf(
                        rows().map(Row::call).distinct().toList());
    }

    static Stream<Row> rows() {
        return Row.of(TABLE);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theAnswerHasItsFieldsInTheirForm(Row row) {
        assertThat(Form.faults(answer(row.call(), row.query()), row.place(), row.fields()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeline",
                "residuals",
                "coverage",
                "attributes",
                "stats",
                "annotations",
                "servers",
                "quarantine",
                "serverTimeline",
                "serverBlame",
                "request"
            })
    void everyListStandsInTheEnvelope(String call) {
        var list = answer(call, "");

        assertThat(Row.of(ENVELOPE).flatMap(row -> Form.faults(list, row.place(), row.fields()).stream()))
                .filteredOn(fault ->
                        !fault.equals(Form.NONE) || list.path("coverage").isEmpty())
                .isEmpty();
    }

    private JsonNode answer(String call, String query) {
        var answer = service.ask(service.call(call), query);
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        return answer.json();
    }

    /** @param place in which an asterisk is every element */
    record Row(String call, String query, String place, String fields) {

        private static final String ENTRY = "id:uuid kind:action/change time:time recorded_at:time server_id:text"
                + " server_name:text? project_id:text summary:text";
        private static final String CHANGE =
                "resource_id:text resource_type:text status:text capture_time:time updated:time?"
                        + " occurred:object attribution:attributed/baseline/unattributed provisional:flag diff:object causes:list"
                        + " rivals:list";
        private static final String ACTION = "request_id:text action:text user_id:text? actor:object start_time:time"
                + " finish_time:time? updated_at:time? message:text? outcome:succeeded/failed events:list"
                + " effect:visible/none_unexpected/failed provisional:flag effects:list";
        private static final String SERVER = "server_id:text server_name:text? project_id:text region:text state:text?"
                + " first_seen:time last_seen:time deleted_at:time? actions:number changes:number unattributed:number"
                + " freshness:object";
        private static final String COVERAGE =
                "source:ecs/rms scope:text state:complete/partial/blind complete_until:time? swept_until:time? gaps:list";

        static Stream<Row> of(String table) {
            return table.lines().filter(line -> !line.isBlank()).map(Row::ofLine);
        }

        private static Row ofLine(String line) {
            var cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            var call = List.of(cells.getFirst().split(" "));
            var fields = cells.getLast()
                    .replace("ENTRY", ENTRY)
                    .replace("CHANGE", CHANGE)
                    .replace("ACTION", ACTION)
                    .replace("ROW", SERVER)
                    .replace("COVERAGE", COVERAGE)
                    .replace("GAP", "since:time until:time reason:text");
            return new Row(call.getFirst(), call.size() > 1 ? call.getLast() : "", cells.get(1), fields);
        }
    }
}
