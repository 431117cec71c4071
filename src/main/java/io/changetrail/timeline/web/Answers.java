package io.changetrail.timeline.web;

import io.changetrail.sync.Coverage;
import io.changetrail.sync.Coverages;
import io.changetrail.sync.Watching;
import io.changetrail.timeline.RelatedResources.Related;
import io.changetrail.timeline.web.Envelope.Page;
import io.changetrail.timeline.web.Envelope.Window;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts lists into their envelope, with the coverage of the window and the link to the next page. */
@Component
class Answers {

    /** Rows that an export reads at once: some of these wait in memory while a slow client reads. */
    private static final int CHUNK = 250;

    private final Coverages coverages;
    private final Scheduler reading = Schedulers.fromExecutorService(new ReadingThreads("export-"));

    Answers(Coverages coverages) {
        this.coverages = coverages;
    }

    /** To be read before the rows: an answer must not claim more than it holds. */
    List<CoverageRow> coverage(Collection<String> projects, Window window, Instant now) {
        return coverage(coverages::of, projects, window, now);
    }

    private static List<CoverageRow> coverage(Told told, Collection<String> projects, Window window, Instant now) {
        var since = Objects.requireNonNullElse(window.since(), Instant.EPOCH);
        var until = Objects.requireNonNullElse(window.until(), now);
        return told.of(projects.stream().sorted().toList(), since, until).stream()
                .map(CoverageRow::of)
                .toList();
    }

    /** One page, or all that is left of the window where the caller streams and names no limit. */
    <T> ResponseEntity<Envelope<T>> list(
            Asked asked, Collection<String> projects, Window window, Slice.Source<T> source) {
        return list(asked, projects, window, source, rows -> null);
    }

    <T> ResponseEntity<Envelope<T>> list(
            Asked asked,
            Collection<String> projects,
            Window window,
            Slice.Source<T> source,
            Function<List<T>, @Nullable List<Related>> related) {
        var coverage = coverage(projects, window, asked.parameters().now());
        return list(asked, coverage, window, source, related);
    }

    /** As {@link #list(Asked, Collection, Window, Slice.Source)}, where the source uses what is known of the streams as well. */
    <T> ResponseEntity<Envelope<T>> list(
            Asked asked, Watching watching, Collection<String> projects, Window window, Slice.Source<T> source) {
        var coverage =
                coverage(watching::of, projects, window, asked.parameters().now());
        return list(asked, coverage, window, source, rows -> null);
    }

    private <T> ResponseEntity<Envelope<T>> list(
            Asked asked,
            List<CoverageRow> coverage,
            Window window,
            Slice.Source<T> source,
            Function<List<T>, @Nullable List<Related>> related) {
        var first = source.read(asked.position(), asked.whole() ? CHUNK : asked.limit());
        var answer = ResponseEntity.ok().contentType(asked.format().type());
        if (asked.whole()) {
            var more = more(source, first);
            return answer.body(new Envelope<>(first.rows(), new Page(null), window, coverage, null, more));
        }
        var next = first.next() == null ? null : asked.sealed(first.next());
        if (next != null) {
            answer.header(HttpHeaders.LINK, asked.nextLink(next));
        }
        return answer.body(new Envelope<>(first.rows(), new Page(next), window, coverage, related.apply(first.rows())));
    }

    private <T> Flux<List<T>> more(Slice.Source<T> source, Slice<T> first) {
        return after(source, first).expand(slice -> after(source, slice)).map(Slice::rows);
    }

    private <T> Mono<Slice<T>> after(Slice.Source<T> source, Slice<T> slice) {
        return slice.next() == null
                ? Mono.empty()
                : Mono.fromCallable(() -> source.read(slice.next(), CHUNK)).subscribeOn(reading);
    }

    private interface Told {

        List<Coverage> of(Collection<String> projects, Instant since, Instant until);
    }
}
