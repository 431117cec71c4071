package io.changetrail.timeline.web;

import io.changetrail.sync.Coverages;
import io.changetrail.timeline.RelatedResources.Related;
import io.changetrail.timeline.web.Envelope.Page;
import io.changetrail.timeline.web.Envelope.Window;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Puts lists into their envelope, with the coverage of the window and the link to the next page. */
@Component
class Answers {

    private final Coverages coverages;

    Answers(Coverages coverages) {
        this.coverages = coverages;
    }

    /** To be read before the rows: an answer must not claim more than it holds. */
    List<CoverageRow> coverage(Collection<String> projects, Window window, Instant now) {
        var since = Objects.requireNonNullElse(window.since(), Instant.EPOCH);
        var until = Objects.requireNonNullElse(window.until(), now);
        return coverages.of(projects.stream().sorted().toList(), since, until).stream()
                .map(CoverageRow::of)
                .toList();
    }

    static <T> ResponseEntity<Envelope<T>> list(
            Asked asked, List<T> rows, @Nullable String nextCursor, Window window, List<CoverageRow> coverage) {
        return list(asked, rows, nextCursor, window, coverage, null);
    }

    static <T> ResponseEntity<Envelope<T>> list(
            Asked asked,
            List<T> rows,
            @Nullable String nextCursor,
            Window window,
            List<CoverageRow> coverage,
            @Nullable List<Related> related) {
        var answer = ResponseEntity.ok();
        if (nextCursor != null) {
            answer.header(HttpHeaders.LINK, asked.nextLink(nextCursor));
        }
        return answer.body(new Envelope<>(rows, new Page(nextCursor), window, coverage, related));
    }
}
