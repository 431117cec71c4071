package io.changetrail.timeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.changetrail.access.WithTokens;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What each parameter of each call lets through: a new parameter needs a row in {@link ContractRows}. */
@WithTokens
@TestInstance(Lifecycle.PER_CLASS)
class FilterContractTests {

    private final ContractService service;
    private final Shown shown;

    FilterContractTests(@LocalServerPort int port, @Autowired ApplicationContext context) {
        this.service = ContractService.in(context, port, "filters");
        this.shown = new Shown(service.world());
    }

    @Test
    void everyParameterOfEveryCallHasARow() {
        var without = new ArrayList<String>();
        for (var call : service.calls()) {
            for (var parameter : call.parameters()) {
                if (rows().noneMatch(row -> row.isOf(call.id(), parameter))) {
                    without.add(call.id() + " " + parameter);
                }
            }
        }
        assertThat(without).isEmpty();
    }

    static Stream<ContractRows.Row> rows() {
        return ContractRows.all();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theQuestionShowsWhatItAsksFor(ContractRows.Row row) {
        var call = service.call(row.call());
        var target =
                service.world().target(call, row.query()).replace("/attributes/action", "/attributes/" + row.picker());
        var answer =
                service.send(call.method(), target.contains("=*") ? target.replace("=*", "=" + next(target)) : target);

        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        assertThat(shown.of(call.id(), answer.json())).isEqualTo(row.shown());
    }

    /** What the same question shows first goes on with. */
    private String next(String target) {
        var first = service.send("GET", target.replaceAll("&(cursor|after)=\\*", ""));
        var page = first.json().path("page");
        return page.path("next_cursor").asString(page.path("next_position").asString(""));
    }
}
