package io.changetrail.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What goes wrong on a wire, at most a given number of times. */
final class WireFault {

    static final WireFault NONE = new WireFault(said -> false, Decision.PASS, 0, Answers.PASS, "");

    private static final int HEADERS = 150;

    private final Predicate<Conversation> when;
    private final Decision decision;
    private final int times;
    private final Answers answers;
    private final String word;
    private final AtomicInteger fired = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);

    /** What becomes of what the service says; {@code CUT_UNANSWERED}: it arrives, but the service hears no answer. */
    enum Decision {
        PASS,
        CUT_BEFORE,
        CUT_UNANSWERED,
        CUT_ANSWERED,
        HOLD
    }

    /** What becomes of what the other side says: a byte now and then, the first bytes alone, or each a little late; or it is heard. */
    enum Answers {
        PASS,
        HEARD,
        DRIP,
        STALL,
        LATE
    }

    private WireFault(Predicate<Conversation> when, Decision decision, int times, Answers answers, String word) {
        this.when = when;
        this.decision = decision;
        this.times = times;
        this.answers = answers;
        this.word = word;
    }

    /** Meets commits of transactions in which {@code text} was said. */
    static WireFault commit(Decision decision, String text, int times) {
        return new WireFault(said -> said.commits() && said.says(text), decision, times, Answers.PASS, "");
    }

    /** What has this text in it waits until all is released; empty text is everything. */
    static WireFault hold(String text, int times) {
        return new WireFault(said -> said.says(text), Decision.HOLD, times, Answers.PASS, "");
    }

    static WireFault answers(Answers answers) {
        return new WireFault(said -> false, Decision.PASS, 0, answers, "");
    }

    /** Changes nothing, and fires whenever the other side answers so. */
    static WireFault heard(String word) {
        return new WireFault(said -> false, Decision.PASS, 0, Answers.HEARD, word);
    }

    int fired() {
        return fired.get();
    }

    void release() {
        released.countDown();
    }

    Decision on(Conversation said) throws InterruptedException {
        if (!when.test(said) || fired.getAndUpdate(n -> n < times ? n + 1 : n) >= times) {
            return Decision.PASS;
        }
        if (decision == Decision.HOLD) {
            released.await(5, TimeUnit.MINUTES);
            return Decision.PASS;
        }
        return decision;
    }

    void answer(OutputStream out, byte[] bytes, int length) throws IOException, InterruptedException {
        switch (answers) {
            case PASS -> send(out, bytes, 0, length);
            case HEARD -> {
                if (new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(word)) {
                    fired.incrementAndGet();
                }
                send(out, bytes, 0, length);
            }
            case LATE -> {
                fired.incrementAndGet();
                released.await(40, TimeUnit.MILLISECONDS);
                send(out, bytes, 0, length);
            }
            case STALL -> {
                fired.incrementAndGet();
                send(out, bytes, 0, Math.min(HEADERS, length));
                released.await(5, TimeUnit.MINUTES);
            }
            case DRIP -> {
                fired.incrementAndGet();
                for (int i = 0; i < length; i++) {
                    send(out, bytes, i, 1);
                    released.await(500, TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    private static void send(OutputStream out, byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        out.flush();
    }
}
