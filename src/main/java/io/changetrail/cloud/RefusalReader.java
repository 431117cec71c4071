package io.changetrail.cloud;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** Takes code and request id from the three body shapes (Nova's, Huawei's, the gateway's); never the free text beside them. */
final class RefusalReader {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    private final Clock clock;

    RefusalReader(Clock clock) {
        this.clock = clock;
    }

    Refusal read(int status, HttpHeaders headers, byte[] bytes) {
        var body = CloudJson.object(bytes);
        return new Refusal(status, body == null ? null : code(body), requestId(headers, body), retryAfter(headers));
    }

    private static @Nullable String code(JsonNode body) {
        var gateway = word(body.path("error_code").asString(""));
        if (gateway != null) {
            return gateway;
        }
        var huawei = word(body.path("error").path("code").asString(""));
        return huawei != null ? huawei : novaFault(body);
    }

    private static @Nullable String novaFault(JsonNode body) {
        return body.propertyStream()
                .filter(entry -> entry.getValue().has("code"))
                .map(entry -> word(entry.getKey()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String requestId(HttpHeaders headers, @Nullable JsonNode body) {
        var inBody = body == null ? null : word(body.path("request_id").asString(""));
        if (inBody != null) {
            return inBody;
        }
        return Stream.of("x-openstack-request-id", "x-compute-request-id", "x-request-id")
                .map(headers::getFirst)
                .filter(Objects::nonNull)
                .map(RefusalReader::word)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Duration retryAfter(HttpHeaders headers) {
        var text = headers.getFirst(HttpHeaders.RETRY_AFTER);
        if (text == null) {
            return null;
        }
        if (SECONDS.matcher(text.strip()).matches()) {
            return Duration.ofSeconds(Long.parseLong(text.strip()));
        }
        var until = date(text);
        if (until == null) {
            return null;
        }
        var wait = Duration.between(clock.instant(), until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** Null when it is no HTTP date. */
    static @Nullable Instant date(@Nullable String text) {
        try {
            return text == null
                    ? null
                    : ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    private static @Nullable String word(String text) {
        return WORD.matcher(text).matches() ? text : null;
    }
}
