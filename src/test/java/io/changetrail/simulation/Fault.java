package io.changetrail.simulation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that goes wrong.
 *
 * @param when which calls it meets; see {@link #kind}, {@link #service}, {@link #resource}
 * @param times how many calls it spoils before it is used up
 */
public record Fault(String name, Predicate<Call> when, Action action, int times) {

    /** Never used up. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    /** Turns the answer that would have come into the one that comes. */
    @FunctionalInterface
    public interface Action {

        /** @param closing opens when the simulated cloud is closed, so that nothing waits longer */
        Reply apply(Call call, Supplier<Reply> usual, CountDownLatch closing) throws InterruptedException;
    }

    public static Predicate<Call> kind(String kind) {
        return call -> call.kind().equals(kind);
    }

    public static Predicate<Call> service(String service) {
        return call -> call.service().equals(service);
    }

    public static Predicate<Call> resource(String id) {
        return call -> id.equals(call.resourceId());
    }

    public static Action reply(Reply reply) {
        return (call, usual, closing) -> reply;
    }

    /** 429 in the gateway's words, with Retry-After in seconds. */
    public static Action throttled(int seconds) {
        return reply(gateway(429, "APIG.0308", "The throttling threshold has been reached")
                .with("Retry-After", Integer.toString(seconds)));
    }

    /** An error in the gateway's form; {@code upstream.md} 3.4 lists the codes. */
    public static Reply gateway(int status, String code, String message) {
        return Reply.of(
                status,
                Reply.JSON,
                "{\"error_code\":\"%s\",\"error_msg\":\"%s\",\"request_id\":\"%032x\"}"
                        .formatted(code, message, status));
    }

    /** An error as services behind the gateway word it. */
    public static Reply huawei(int status, String code, String message) {
        return Reply.of(
                status, Reply.JSON, "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(code, message));
    }

    /** A proxy's page: status 200, but not JSON. */
    public static Action html() {
        return reply(Reply.of(200, "text/html", "<html><body><h1>It works</h1></body></html>"));
    }

    /** The usual answer, broken off in the middle of its body. */
    public static Action truncated() {
        return (call, usual, closing) -> {
            var reply = usual.get();
            return reply.cutAt(reply.body().length / 2);
        };
    }

    /** The usual answer, late; it counts as served even if the caller has given up. */
    public static Action delayed(Duration delay) {
        return (call, usual, closing) -> {
            closing.await(delay.toMillis(), TimeUnit.MILLISECONDS);
            return usual.get();
        };
    }

    /** No answer before the cloud is closed. */
    public static Action hanging() {
        return (call, usual, closing) -> {
            closing.await();
            return usual.get().cutAt(0);
        };
    }

    /** The usual answer with its JSON changed, as for a record of a wrong type. */
    public static Action rewritten(UnaryOperator<ObjectNode> change) {
        return (call, usual, closing) -> {
            var reply = usual.get();
            var document = (ObjectNode) PythonJson.MAPPER.readTree(reply.body());
            return reply.withBody(PythonJson.write(change.apply(document)));
        };
    }
}
