package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;

/** Turns what came back into a good answer or one exception type; nothing but the expected status is good. */
final class CloudAnswer {

    /** As a multiple of the cap: how much of a row that is too large is read for its digest. */
    private static final int DIGESTED_BODIES = 4;

    private static final int LONGEST_REFUSAL = 64 * 1024;
    private static final Pattern MICROVERSION = Pattern.compile("(?:compute )?(2\\.[0-9]{1,4})");

    private final String service;
    private final int bodyBytes;
    private final Clock clock;
    private final RefusalReader refusals;

    CloudAnswer(String service, int bodyBytes, Clock clock) {
        this.service = service;
        this.bodyBytes = bodyBytes;
        this.clock = clock;
        this.refusals = new RefusalReader(clock);
    }

    Mono<CloudResponse> read(ClientResponse response) {
        return read(response, 200);
    }

    Mono<CloudResponse> read(ClientResponse response, int good) {
        return read(response, good, bodyBytes);
    }

    /** Of one row it is told what was too large, as far as it ends within a second bound. */
    Mono<CloudResponse> readRow(ClientResponse response) {
        return read(response, 200, DIGESTED_BODIES * (long) bodyBytes);
    }

    private Mono<CloudResponse> read(ClientResponse response, int good, long bound) {
        var status = response.statusCode().value();
        if (status != good) {
            return refusal(response, status);
        }
        return BodyBytes.of(response, bodyBytes, bound)
                .onErrorMap(failure -> unreadable(status, failure))
                .map(bytes -> parsed(response, bytes));
    }

    private CloudResponse parsed(ClientResponse response, byte[] bytes) {
        var headers = response.headers().asHttpHeaders();
        var body = CloudJson.object(bytes);
        if (body == null && CloudJson.isBeyondBounds(bytes)) {
            throw CloudException.tooLarge(service, response.statusCode().value(), BodyBytes.digested(bytes));
        }
        if (body == null) {
            var refusal = refusals.read(response.statusCode().value(), headers, bytes);
            throw new CloudException(service, Kind.MALFORMED, refusal, null);
        }
        return new CloudResponse(body, servedAt(headers), microversion(headers));
    }

    private Mono<CloudResponse> refusal(ClientResponse response, int status) {
        return BodyBytes.of(response, LONGEST_REFUSAL, LONGEST_REFUSAL)
                .onErrorReturn(new byte[0])
                .flatMap(bytes -> {
                    var refusal = refusals.read(status, response.headers().asHttpHeaders(), bytes);
                    return Mono.error(new CloudException(service, RefusalKind.of(refusal), refusal, null));
                });
    }

    private CloudException unreadable(int status, Throwable failure) {
        return failure instanceof OversizedBody oversized
                ? CloudException.tooLarge(service, status, oversized.body())
                : new CloudException(service, Kind.MALFORMED, Refusal.withStatus(status), failure);
    }

    private Instant servedAt(HttpHeaders headers) {
        var date = RefusalReader.date(headers.getFirst(HttpHeaders.DATE));
        return date == null ? clock.instant() : date;
    }

    private static @Nullable String microversion(HttpHeaders headers) {
        var named = headers.getFirst(EcsMicroversion.HEADER);
        var echoed = named == null ? headers.getFirst(EcsMicroversion.OLD_HEADER) : named;
        var matcher = MICROVERSION.matcher(echoed == null ? "" : echoed.strip());
        return matcher.matches() ? matcher.group(1) : null;
    }
}
