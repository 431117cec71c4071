package io.changetrail.timeline.web;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * A virtual thread for each read. Reactor cancels the task of a caller who has gone; that stops the statement, since a thread
 * that waits for the database does not hear of an interrupt before its answer, and PostgreSQL not at all. Never shut down: its
 * threads belong to their requests. A read waits until its turn comes, so that however much is asked, polling has connections.
 */
final class ReadingThreads extends AbstractExecutorService implements AsyncTaskExecutor {

    /** Of the pool's 16 connections polling and correlating use at most 8, a probe one. */
    static final int AT_ONCE = 7;

    private static final Semaphore TURNS = new Semaphore(AT_ONCE, true);

    private final VirtualThreadTaskExecutor threads;

    ReadingThreads(String prefix) {
        this.threads = new VirtualThreadTaskExecutor(prefix);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> work) {
        return new Read<>(work);
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable work, T result) {
        return new Read<>(Executors.callable(work, result));
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    /** The work for one request. */
    private static final class Read<T extends @Nullable Object> extends FutureTask<T> {

        private final RunningStatement statement = new RunningStatement();

        Read(Callable<T> work) {
            super(work);
        }

        @Override
        public void run() {
            TURNS.acquireUninterruptibly();
            try {
                statement.serve(super::run);
            } finally {
                TURNS.release();
            }
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            var cancelled = super.cancel(false);
            if (cancelled) {
                statement.stop();
            }
            return cancelled;
        }
    }
}
