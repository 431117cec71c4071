package io.changetrail.sync;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.hibernate.TransactionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What a failure of the database means for the work at hand, by PostgreSQL's SQLSTATE. */
enum DatabaseTrouble {

    /** Another transaction was in the way: the same work may succeed at once. */
    CONFLICT,

    /**
     * The connection was lost, as in a restart: what was sent may or may not have been committed. A rollback that is impossible
     * says the same, and hides what went before.
     */
    CUT,

    /** Nothing can be stored: no connection, too many of them, a read-only standby, or a full disk. */
    AWAY,

    /** Of the work itself, or not of the database. */
    OTHER;

    private static final int DEEPEST = 20;

    static DatabaseTrouble of(Throwable failure) {
        var state = chain(failure)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(found -> found != null && !found.isEmpty())
                .findFirst();
        return state.map(DatabaseTrouble::of).orElseGet(() -> withoutState(failure));
    }

    private static DatabaseTrouble withoutState(Throwable failure) {
        if (chain(failure).anyMatch(DatabaseTrouble::hasNoConnection)) {
            return AWAY;
        }
        return chain(failure).anyMatch(TransactionException.class::isInstance) ? CUT : OTHER;
    }

    /** Whether reading an upstream makes no sense meanwhile. */
    boolean keepsFromStoring() {
        return this == CUT || this == AWAY;
    }

    private static DatabaseTrouble of(String state) {
        return switch (state) {
            case "40001", "40P01", "55P03" -> CONFLICT;
            case "57P01", "57P02", "57P05", "08003", "08006", "08007" -> CUT;
            case "57P03", "25006" -> AWAY;
            default -> state.startsWith("08") || state.startsWith("53") || state.startsWith("58") ? AWAY : OTHER;
        };
    }

    private static boolean hasNoConnection(@Nullable Throwable cause) {
        return cause instanceof SQLTransientConnectionException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof CannotCreateTransactionException;
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST);
    }
}
