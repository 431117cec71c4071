package io.changetrail.sync;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.dao.DataAccessException;

/**
 * Stores records together; where the database refuses that for one of their values, each is tried alone, and those that it
 * refuses are put away and the others stored.
 *
 * @param refused tries one record in a transaction that is rolled back
 * @param putAway keeps refused records in quarantine
 */
public record Sieve<T>(Predicate<T> refused, Consumer<List<T>> putAway) {

    /** SQLSTATE classes: a value that a type cannot hold, a violated constraint, and a row beyond PostgreSQL's limits. */
    private static final Set<String> REFUSALS = Set.of("22", "23", "54");

    /** @param store stores all that it is given, or throws and stores nothing */
    public IngestCounts pass(List<T> records, Function<List<T>, IngestCounts> store) {
        try {
            return store.apply(records);
        } catch (DataAccessException failure) {
            var unfit = isRefusal(failure) ? records.stream().filter(refused).toList() : List.<T>of();
            if (unfit.isEmpty()) {
                throw failure;
            }
            putAway.accept(unfit);
            return store.apply(records.stream()
                            .filter(record -> unfit.stream().noneMatch(one -> one == record))
                            .toList())
                    .withQuarantined(unfit.size());
        }
    }

    /** Whether the database refuses what the trial writes; the caller rolls it back. */
    public static boolean refuses(Runnable trial) {
        try {
            trial.run();
            return false;
        } catch (DataAccessException failure) {
            if (isRefusal(failure)) {
                return true;
            }
            throw failure;
        }
    }

    /** Whether the same would be refused again, whatever the state of the database. */
    private static boolean isRefusal(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException refusal
                && refusal.getSQLState() != null
                && REFUSALS.contains(refusal.getSQLState().substring(0, 2));
    }
}
