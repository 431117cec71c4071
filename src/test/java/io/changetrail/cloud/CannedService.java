package io.changetrail.cloud;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Random;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

/** A service as in production except that its requests go to a function instead of the network. */
public final class CannedService {

    private static final double NO_LIMIT = 1e6;
    private static final int AT_ONCE = 64;

    private CannedService() {}

    public static CloudService of(String name, ExchangeFunction cloud, Clock clock, MeterRegistry meters) {
        var limits = CallLimits.DEFAULT;
        var budget = new Budget(name, NO_LIMIT, Share.whole(AT_ONCE), System::nanoTime, meters);
        var resilience = new Resilience(name, budget, limits, new RetryDelay(limits, new Random()), clock, meters);
        var call = new CloudCall(
                name,
                new CloudUris("http://" + name + ".invalid"),
                WebClient.builder().exchangeFunction(cloud).build(),
                new CloudAnswer(name, limits.bodyBytes(), clock),
                limits,
                meters);
        return new CloudService(resilience, call);
    }
}
