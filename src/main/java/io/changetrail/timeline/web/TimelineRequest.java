package io.changetrail.timeline.web;

import io.changetrail.timeline.Choice;
import io.changetrail.timeline.Disclosure;
import io.changetrail.timeline.Kind;
import io.changetrail.timeline.TimelineEntry;
import io.changetrail.timeline.TimelineFilters;
import io.changetrail.timeline.TimelinePage;
import io.changetrail.timeline.TimelineQuery;
import io.changetrail.timeline.TimelineScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a timeline, read and checked before anything is read from the database. */
final class TimelineRequest {

    private static final Duration USUAL_WINDOW = Duration.ofHours(24);
    private static final Duration LARGEST_WINDOW = Duration.ofDays(31);
    private static final Set<String> OUTCOMES = Set.of("succeeded", "failed", "running", "unknown");
    private static final Set<String> ATTRIBUTIONS = Set.of(
            "attributed",
            "partial",
            "ambiguous",
            "unattributed",
            "external",
            "baseline",
            "unchanged",
            "pending",
            "unobservable");

    private final Set<Kind> kinds;
    private final TimelineFilters filters;
    private final boolean ascending;
    private final Disclosure disclosure;
    private final @Nullable Cursor cursor;
    private @Nullable Instant since;
    private @Nullable Instant until;

    private TimelineRequest(Asked asked, @Nullable Duration usual, @Nullable Duration largest) {
        this.kinds = kinds(asked.parameters());
        this.filters = filters(asked.parameters());
        this.ascending = asked.ascending();
        asked.limit();
        this.disclosure = asked.disclosure();
        this.cursor = cursor(asked);
        this.since = asked.parameters().time("since");
        this.until = asked.parameters().time("until");
        window(asked.parameters(), usual, largest);
        asked.parameters().check();
    }

    /** All time unless a window is given. */
    static TimelineRequest unbounded(Asked asked) {
        return new TimelineRequest(asked, null, null);
    }

    /** The last 24 hours unless a window is given. */
    static TimelineRequest recent(Asked asked) {
        return new TimelineRequest(asked, USUAL_WINDOW, null);
    }

    /** The last 24 hours unless a window is given, and 31 days at most. */
    static TimelineRequest bounded(Asked asked) {
        return new TimelineRequest(asked, USUAL_WINDOW, LARGEST_WINDOW);
    }

    /**
     * @param after text of a cursor that was checked; null for the first page
     */
    TimelineQuery query(TimelineScope scope, @Nullable String after, int limit) {
        var position =
                after == null ? null : Cursor.of(after).map(Cursor::after).orElseThrow();
        return new TimelineQuery(scope, kinds, filters, since, until, ascending, limit, position);
    }

    Disclosure disclosure() {
        return disclosure;
    }

    Envelope.Window window() {
        return new Envelope.Window(since, until);
    }

    Slice<TimelineEntry> slice(TimelinePage page) {
        return new Slice<>(page.entries(), page.next() == null ? null : new Cursor(page.next(), since, until).text());
    }

    private void window(Parameters parameters, @Nullable Duration usual, @Nullable Duration largest) {
        if (cursor != null) {
            since = cursor.since();
            until = cursor.until();
            return;
        }
        if (usual != null) {
            until = until == null ? parameters.now() : until;
            since = since == null ? until.minus(usual) : since;
        }
        if (since != null && until != null && !since.isBefore(until)) {
            parameters.fault("since", "It must be before until.");
        } else if (largest != null
                && since != null
                && until != null
                && since.plus(largest).isBefore(until)) {
            parameters.fault("since", "The window over many servers is at most 31 days.");
        }
    }

    private static @Nullable Cursor cursor(Asked asked) {
        var content = asked.position();
        var cursor = content == null ? null : Cursor.of(content).orElse(null);
        if (content != null && cursor == null) {
            asked.badCursor();
        }
        return cursor;
    }

    private static Set<Kind> kinds(Parameters parameters) {
        var words = Arrays.stream(Kind.values()).map(Kind::toString).collect(Collectors.toSet());
        var choice = parameters.choice("kind", words);
        return Arrays.stream(Kind.values())
                .filter(kind -> choice == null || choice.accepts(kind.toString()))
                .collect(Collectors.toSet());
    }

    private static TimelineFilters filters(Parameters parameters) {
        Choice servers = parameters.choice("server_id", Set.of());
        return new TimelineFilters(
                parameters.choice("action", Set.of()),
                parameters.choice("user_id", Set.of()),
                parameters.choice("request_id", Set.of()),
                parameters.choice("outcome", OUTCOMES),
                parameters.choice("status", Set.of()),
                parameters.choice("attribution", ATTRIBUTIONS),
                parameters.choice("path", Set.of()),
                servers != null && servers.excluded() ? servers : null,
                null);
    }
}
