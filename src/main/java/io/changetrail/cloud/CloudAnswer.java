package io.changetrail.cloud;

import io.changetrail.cloud.CloudException.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;

/** Turns what came back into a good answer or one exception type; nothing but the expected status is good. */
final class CloudAnswer {

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
        var status = response.statusCode().value();
        if (status != good) {
            return refusal(response, status);
        }
        return bytes(response, bodyBytes)
                .onErrorMap(failure -> unreadable(status, failure))
                .map(bytes -> parsed(response, bytes));
    }

    private CloudResponse parsed(ClientResponse response, byte[] bytes) {
        var headers = response.headers().asHttpHeaders();
        var body = CloudJson.object(bytes);
        if (body == null) {
            var refusal = refusals.read(response.statusCode().value(), headers, bytes);
            throw new CloudException(service, Kind.MALFORMED, refusal, null);
        }
        return new CloudResponse(body, servedAt(headers), microversion(headers));
    }

    private Mono<CloudResponse> refusal(ClientResponse response, int status) {
        return bytes(response, LONGEST_REFUSAL).onErrorReturn(new byte[0]).flatMap(bytes -> {
            var refusal = refusals.read(status, response.headers().asHttpHeaders(), bytes);
            return Mono.error(new CloudException(service, RefusalKind.of(refusal), refusal, null));
        });
    }

    private CloudException unreadable(int status, Throwable failure) {
        var kind = failure instanceof DataBufferLimitException ? Kind.TOO_LARGE : Kind.MALFORMED;
        return new CloudException(service, kind, Refusal.withStatus(status), failure);
    }

    private static Mono<byte[]> bytes(ClientResponse response, int most) {
        return DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()), most)
                .map(CloudAnswer::copied)
                .defaultIfEmpty(new byte[0]);
    }

    private static byte[] copied(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
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
