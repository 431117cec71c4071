package io.changetrail.timeline.web;

import io.changetrail.access.ReadRows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes lists in all their forms; a page that the caller has already is answered with 304. */
final class EnvelopeWriter implements HttpMessageWriter<Envelope<?>> {

    private final JsonForm json;
    private final NdjsonForm ndjson;
    private final CsvForm csv;

    EnvelopeWriter(JsonMapper mapper) {
        this.json = new JsonForm(mapper);
        this.ndjson = new NdjsonForm(mapper);
        this.csv = new CsvForm(mapper);
    }

    @Override
    public List<MediaType> getWritableMediaTypes() {
        return Format.types();
    }

    @Override
    public boolean canWrite(ResolvableType type, @Nullable MediaType mediaType) {
        return type.toClass() == Envelope.class
                && (mediaType == null || Format.types().stream().anyMatch(mediaType::isCompatibleWith));
    }

    @Override
    public Mono<Void> write(
            Publisher<? extends Envelope<?>> envelopes,
            ResolvableType actualType,
            ResolvableType type,
            @Nullable MediaType mediaType,
            ServerHttpRequest request,
            ServerHttpResponse response,
            Map<String, Object> hints) {
        return Mono.from(envelopes)
                .flatMap(envelope -> Format.JSON.type().isCompatibleWith(mediaType)
                        ? write(envelope, request, response)
                        : write(envelope, row(type), mediaType, response));
    }

    private Mono<Void> write(Envelope<?> envelope, ServerHttpRequest request, ServerHttpResponse response) {
        var body = json.of(envelope);
        response.getHeaders().setETag(body.tag());
        if (body.isAmong(known(request))) {
            response.setStatusCode(HttpStatus.NOT_MODIFIED);
            response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            return Mono.deferContextual(asked -> {
                ReadRows.of(asked).add(0);
                return response.setComplete();
            });
        }
        response.getHeaders().setContentType(Format.JSON.type());
        return counted(envelope, page -> send(response, body.bytes()));
    }

    /** Read here, since Spring refuses a header of which no tag can be made; ours hold no comma. */
    private static List<String> known(ServerHttpRequest request) {
        return request.getHeaders().getOrEmpty(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(tags -> Arrays.stream(tags.split(",")))
                .map(String::strip)
                .toList();
    }

    @Override
    public Mono<Void> write(
            Publisher<? extends Envelope<?>> envelopes,
            ResolvableType type,
            @Nullable MediaType mediaType,
            ReactiveHttpOutputMessage message,
            Map<String, Object> hints) {
        return Mono.from(envelopes).flatMap(envelope -> write(envelope, row(type), mediaType, message));
    }

    private Mono<Void> write(
            Envelope<?> rows, Class<?> row, @Nullable MediaType mediaType, ReactiveHttpOutputMessage message) {
        return counted(rows, envelope -> writeCounted(envelope, row, mediaType, message));
    }

    private static <T> Mono<Void> counted(Envelope<T> envelope, Function<Envelope<T>, Mono<Void>> write) {
        return Mono.deferContextual(request -> {
            var rows = ReadRows.of(request);
            rows.add(envelope.data().size());
            return write.apply(envelope.counted(rows));
        });
    }

    private Mono<Void> writeCounted(
            Envelope<?> envelope, Class<?> row, @Nullable MediaType mediaType, ReactiveHttpOutputMessage message) {
        if (Format.NDJSON.type().isCompatibleWith(mediaType)) {
            message.getHeaders().setContentType(Format.NDJSON.type());
            return send(message, ndjson.of(envelope));
        }
        if (Format.CSV.type().isCompatibleWith(mediaType)) {
            message.getHeaders().setContentType(MediaType.parseMediaType("text/csv;charset=UTF-8"));
            message.getHeaders().set(CsvForm.COVERAGE_HEADER, csv.coverage(envelope));
            return send(message, csv.of(envelope, row));
        }
        message.getHeaders().setContentType(Format.JSON.type());
        return send(message, json.of(envelope).bytes());
    }

    private static Class<?> row(ResolvableType envelope) {
        return envelope.getGeneric(0).toClass();
    }

    /** At once, with its length. */
    private static Mono<Void> send(ReactiveHttpOutputMessage message, byte[] whole) {
        return message.writeWith(Mono.just(message.bufferFactory().wrap(whole)));
    }

    private static Mono<Void> send(ReactiveHttpOutputMessage message, Flux<byte[]> parts) {
        return message.writeAndFlushWith(
                parts.map(part -> Mono.just(message.bufferFactory().wrap(part))));
    }
}
