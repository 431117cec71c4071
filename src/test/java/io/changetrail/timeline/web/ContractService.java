package io.changetrail.timeline.web;

import io.changetrail.access.Issuers;
import io.changetrail.support.PlainClient;
import io.changetrail.support.PlainClient.Answer;
import io.changetrail.sync.Feed;
import io.changetrail.sync.Quarantine;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The running service with the {@link ContractWorld} in it, as its tenant asks it.
 *
 * @param calls all that the service describes
 * @param token of somebody who meets no other's limit
 */
record ContractService(PlainClient client, ContractWorld world, List<DescribedCall> calls, String token) {

    static ContractService in(ApplicationContext context, int port, String subject) {
        var client = new PlainClient(port);
        var world = ContractWorld.store(
                context.getBean(JdbcClient.class),
                context.getBean(Quarantine.class),
                context.getBean(Feed.class),
                context.getBean(PlatformTransactionManager.class));
        var token = token(subject);
        return new ContractService(client, world, DescribedCall.all(client, token), token);
    }

    DescribedCall call(String id) {
        return calls.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    /** As another person of the same tenant. */
    ContractService as(String subject) {
        return new ContractService(client, world, calls, token(subject));
    }

    /** Answer to the call with this query, in the story's window. */
    Answer ask(DescribedCall call, String query) {
        return send(call.method(), world.target(call, query));
    }

    /** Answer to a GET in the wanted form. */
    Answer get(String target, String form) {
        return send("GET", target, "Accept", form);
    }

    /** @param header name and value in turn */
    Answer send(String method, String target, String... header) {
        var headers = new ArrayList<>(List.of("Authorization", "Bearer " + token));
        headers.addAll(List.of(header));
        return client.ask(method, target, headers.toArray(String[]::new));
    }

    private static String token(String subject) {
        return Issuers.token(
                subject, "changetrail.read changetrail.audit changetrail.operate", "project-a", "project-c");
    }
}
