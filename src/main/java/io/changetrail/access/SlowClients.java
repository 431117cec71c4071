package io.changetrail.access;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Closes connections of clients that send or read too slowly, and those beyond a number.
 *
 * @param head from the connection or the last answer to the end of the next request's headers, however they drip
 * @param body for the rest of a request
 * @param stalled how long a client may leave unread what was sent
 * @param connections open at once
 */
record SlowClients(Duration head, Duration body, Duration stalled, int connections) implements NettyServerCustomizer {

    static final SlowClients USUAL =
            new SlowClients(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(60), 2_000);

    /** What cannot be decoded is refused and closed at once, but now and then the refusal is lost in front of a busy connection. */
    private static final Duration UNDECODABLE = Duration.ofSeconds(5);

    @Override
    public HttpServer apply(HttpServer server) {
        var open = new AtomicInteger();
        return server.requestTimeout(body).doOnChannelInit((observer, channel, remote) -> {
            if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, "slow client", new Watch(this, open));
            }
        });
    }

    /** Watches one connection. */
    private static final class Watch extends ChannelDuplexHandler {

        private final SlowClients limits;
        private final AtomicInteger open;
        private int underWay;
        private @Nullable Future<?> waiting;
        private @Nullable Future<?> stalling;

        Watch(SlowClients limits, AtomicInteger open) {
            this.limits = limits;
            this.open = open;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (open.incrementAndGet() > limits.connections()) {
                context.close();
                return;
            }
            awaitRequest(context);
            context.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                underWay++;
                waiting = cancelled(waiting);
                if (request.decoderResult().isFailure()) {
                    waiting = closing(context, UNDECODABLE);
                }
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            context.write(
                    message,
                    isEnd(message)
                            ? promise.unvoid().addListener(written -> answered(context, written.isSuccess()))
                            : promise);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            stalling = cancelled(stalling);
            if (!context.channel().isWritable()) {
                stalling = closing(context, limits.stalled());
            }
            context.fireChannelWritabilityChanged();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            open.decrementAndGet();
            waiting = cancelled(waiting);
            stalling = cancelled(stalling);
            context.fireChannelInactive();
        }

        private static boolean isEnd(Object message) {
            return message instanceof LastHttpContent
                    && !(message instanceof HttpResponse head
                            && head.status().codeClass() == HttpStatusClass.INFORMATIONAL);
        }

        /**
         * Reads on, which Reactor Netty 1.3.7 forgets after a request that had to wait for the one before it to end: the next
         * one on that connection would never be answered. Reading once too often does no harm. What could not be written may
         * have left its head behind, which a client would wait at: only the end of the connection tells it.
         */
        private void answered(ChannelHandlerContext context, boolean whole) {
            if (!whole) {
                context.close();
                return;
            }
            underWay--;
            if (underWay <= 0) {
                awaitRequest(context);
            }
            context.read();
        }

        private void awaitRequest(ChannelHandlerContext context) {
            cancelled(waiting);
            waiting = closing(context, limits.head());
        }

        private static Future<?> closing(ChannelHandlerContext context, Duration after) {
            return context.executor().schedule((Runnable) context::close, after.toMillis(), TimeUnit.MILLISECONDS);
        }

        private static @Nullable Future<?> cancelled(@Nullable Future<?> future) {
            if (future != null) {
                future.cancel(false);
            }
            return null;
        }
    }
}
