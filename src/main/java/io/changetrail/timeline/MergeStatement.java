package io.changetrail.timeline;

import io.changetrail.sync.Projects;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one {@link TimelineQuery}: UNION ALL of one arm per table and project (or server), each of which an index
 * delivers in order, so that PostgreSQL merges them and reads no more rows than it returns. Each arm has the order and the
 * limit of the whole: without, PostgreSQL 18 reads all arms and sorts. Every value is bound.
 */
final class MergeStatement {

    /** Classes that depend on the time of asking: any stored class can be shown as one of them. */
    private static final Set<String> DERIVED = Set.of("pending", "unobservable");

    private static final String COLUMNS = "kind, server_id, project_id, time, rank, id";

    private final TimelineQuery query;
    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private MergeStatement(TimelineQuery query) {
        this.query = query;
    }

    static MergeStatement of(TimelineQuery query) {
        var statement = new MergeStatement(query);
        for (var table : MergeTable.values()) {
            if (query.kinds().contains(table.kind()) && query.filters().admit(table.kind())) {
                statement.arms(table);
            }
        }
        if (!statement.isEmpty()) {
            statement.end();
        }
        return statement;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    String text() {
        return text.toString();
    }

    List<Object> parameters() {
        return parameters;
    }

    private void arms(MergeTable table) {
        switch (query.scope()) {
            case TimelineScope.OfServers servers ->
                servers.ids().forEach(id -> arm(table, table.server() + " = ?", id));
            case TimelineScope.OfProjects projects -> projects.ids().forEach(id -> arm(table, "project_id = ?", id));
            case TimelineScope.Everything everything -> arm(table, table.everything());
            case TimelineScope.OfRequest request -> requestArm(table, request.requestId(), request.projects());
        }
    }

    private void requestArm(MergeTable table, String requestId, Projects projects) {
        switch (projects) {
            case Projects.All all -> arm(table, table.ofRequest(), requestId);
            case Projects.Of some ->
                arm(
                        table,
                        table.ofRequest() + " and project_id = any(?)",
                        requestId,
                        some.ids().toArray(String[]::new));
        }
    }

    private void arm(MergeTable table, String owner, Object... values) {
        text.append(text.isEmpty() ? "select " + COLUMNS + " from ((" : " union all (");
        add(table.select() + " where " + owner, values);
        window(table.time());
        var filters = query.filters();
        filter(filters.server(), table.server() + " = any(?)");
        filter(filters.action(), table.action());
        filter(filters.userId(), table.user());
        filter(filters.requestId(), table.request());
        if (table == MergeTable.CHANGES) {
            filter(filters.status(), "status = any(?)");
        }
        stored(table == MergeTable.CHANGES ? filters.attribution() : filters.effect(), table.classed());
        order(table.time());
        text.append(')');
    }

    /**
     * A page that goes on has only the position as its bound on the side that it comes from: of two bounds PostgreSQL may
     * begin its scan at the wider one and read all that lies between.
     */
    private void window(String time) {
        var after = query.after();
        var since = query.since();
        if (since != null
                && !(after != null && query.ascending() && !after.time().isBefore(since))) {
            add(" and " + time + " >= ?", since.atOffset(ZoneOffset.UTC));
        }
        var until = query.until();
        if (until != null
                && !(after != null && !query.ascending() && after.time().isBefore(until))) {
            add(" and " + time + " < ?", until.atOffset(ZoneOffset.UTC));
        }
        if (after != null) {
            add(
                    " and (" + time + ", rank, id) " + (query.ascending() ? ">" : "<") + " (?, ?, ?)",
                    after.time().atOffset(ZoneOffset.UTC),
                    after.rank(),
                    after.id());
        }
    }

    /** An excluding filter is the negation of the whole condition, so that what has no such value passes. */
    private void filter(@Nullable Choice choice, String condition) {
        if (choice != null) {
            add((choice.excluded() ? " and (" + condition + ") is not true" : " and " + condition), (Object)
                    choice.array());
        }
    }

    /** Spares reading entries whose stored class can never be shown as one of the wanted. */
    private void stored(@Nullable Choice wanted, String condition) {
        if (wanted != null && !wanted.excluded() && wanted.values().stream().noneMatch(DERIVED::contains)) {
            var classes = new HashSet<>(wanted.values());
            if (classes.contains("none_unexpected")) {
                classes.add("open");
            }
            add(" and " + condition, (Object) classes.toArray(String[]::new));
        }
    }

    private void end() {
        text.append(") merged");
        order("time");
    }

    private void order(String time) {
        var direction = query.ascending() ? "" : " desc";
        add(" order by " + time + direction + ", rank" + direction + ", id" + direction + " limit ?", query.limit());
    }

    private void add(String sql, Object... values) {
        text.append(sql);
        parameters.addAll(List.of(values));
    }
}
