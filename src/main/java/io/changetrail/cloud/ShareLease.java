package io.changetrail.cloud;

import io.changetrail.cloud.Share.Held;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps this replica's share leased, on a thread of its own because a busy pool must not cost it the lease; begins before all
 * others and ends after them. Without the database the share stays as it is until the lease has run out.
 */
final class ShareLease implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ShareLease.class);
    private static final Duration LEASE = Duration.ofSeconds(12);
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration WHILE_OTHERS_MAKE_ROOM = Duration.ofMillis(250);

    private final Share share;
    private final ShareLedger ledger;
    private final LongSupplier nanos;
    private final ReentrantLock books = new ReentrantLock();
    private volatile @Nullable CountDownLatch stopped;
    private int told = -1;

    ShareLease(Share share, ShareLedger ledger, LongSupplier nanos) {
        this.share = share;
        this.ledger = ledger;
        this.nanos = nanos;
    }

    /** The first look is over before anything calls. */
    @Override
    public void start() {
        var end = new CountDownLatch(1);
        stopped = end;
        var first = beat();
        Thread.ofPlatform().name("budget-share").daemon().start(() -> goOn(first, end));
    }

    private void goOn(Duration first, CountDownLatch end) {
        try {
            var pause = first;
            while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = beat();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration beat() {
        books.lock();
        try {
            return stopped == null ? BEAT : renewed();
        } catch (RuntimeException away) {
            lost(away);
            return BEAT;
        } finally {
            books.unlock();
        }
    }

    private Duration renewed() {
        var until = nanos.getAsLong() + LEASE.toNanos();
        var entry = ledger.renew(share.all(), share.inUse(), LEASE);
        share.grant(new Held(Math.min(entry.slices(), entry.fair()), until, entry.fair()));
        tell(entry.fair());
        return entry.slices() == entry.fair() ? BEAT : WHILE_OTHERS_MAKE_ROOM;
    }

    private void tell(int fair) {
        if (fair != told) {
            told = fair;
            if (fair == 0) {
                log.warn(
                        "no share of the budget is left for this replica: more replicas live than"
                                + " changetrail.cloud.max-concurrency ({}), so it reads nothing",
                        share.all());
            } else {
                log.info("this replica's share of the budget is {} of {}", fair, share.all());
            }
        }
    }

    private void lost(RuntimeException away) {
        if (share.part() > 0) {
            log.debug("the share of the budget could not be renewed: {}", away.toString());
        } else if (told != -1) {
            told = -1;
            log.warn(
                    "the share of the budget ran out, nothing is called until the database answers: {}",
                    away.toString());
            share.grant(new Held(0, share.until(), 0));
        }
    }

    @Override
    public void stop() {
        var running = stopped;
        if (running != null) {
            stopped = null;
            running.countDown();
            giveBack();
        }
    }

    private void giveBack() {
        share.grant(new Held(0, share.until(), 0));
        try {
            if (books.tryLock(1, TimeUnit.SECONDS)) {
                try {
                    ledger.leave(share.inUse());
                } finally {
                    books.unlock();
                }
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException away) {
            log.debug("the share of the budget lapses by itself: {}", away.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return stopped != null;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
