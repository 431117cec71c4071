package io.changetrail.cloud;

import io.changetrail.cloud.Proof.Move;
import io.changetrail.cloud.Proof.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Proofs in the database, by its clock; the rows of one key or user are locked together. */
@Component
class ProofTable implements ProofLedger {

    private final JdbcClient jdbc;

    ProofTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public Move change(CredentialId id, Step step) {
        offer(id);
        var rows = locked(id);
        var now = rows.getFirst().now();
        var own = rows.stream().filter(row -> row.isOf(id)).findFirst().orElseThrow();
        var others = rows.stream()
                .filter(row -> !row.isOf(id))
                .mapToInt(Row::lateBad)
                .sum();
        var move = step.of(own.proof(), others, now);
        if (!move.proof().equals(own.proof())) {
            write(id, move.proof());
        }
        return move;
    }

    private void offer(CredentialId id) {
        jdbc.sql("insert into credential_proof (identity, fingerprint) values (?, ?) on conflict do nothing")
                .params(id.identity(), id.fingerprint())
                .update();
    }

    private List<Row> locked(CredentialId id) {
        return jdbc.sql("""
                        select fingerprint, state, bad, open, open_until, rests_until, refused_at, accepted_scope,
                               accepted_at, clock_timestamp() as now
                          from credential_proof where identity = ? order by fingerprint for update
                        """)
                .param(id.identity())
                .query((row, number) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        var proof = new Proof(
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("bad"),
                row.getInt("open"),
                instant(row, "open_until"),
                instant(row, "rests_until"),
                instant(row, "refused_at"),
                row.getString("accepted_scope"),
                instant(row, "accepted_at"));
        return new Row(
                row.getString("fingerprint"),
                proof,
                row.getObject("now", OffsetDateTime.class).toInstant());
    }

    private void write(CredentialId id, Proof proof) {
        jdbc.sql("""
                        update credential_proof
                           set state = :state, bad = :bad, open = :open, open_until = :openUntil,
                               rests_until = :restsUntil, refused_at = :refusedAt, accepted_scope = :scope,
                               accepted_at = :acceptedAt
                         where identity = :identity and fingerprint = :fingerprint
                        """)
                .param("state", proof.state().name().toLowerCase(Locale.ROOT))
                .param("bad", proof.bad())
                .param("open", proof.open())
                .param("openUntil", utc(proof.openUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("restsUntil", utc(proof.restsUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("refusedAt", utc(proof.refusedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("scope", proof.acceptedScope(), Types.VARCHAR)
                .param("acceptedAt", utc(proof.acceptedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("identity", id.identity())
                .param("fingerprint", id.fingerprint())
                .update();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** A version's proof, read at the database's {@code now}. */
    private record Row(String fingerprint, Proof proof, Instant now) {

        boolean isOf(CredentialId id) {
            return fingerprint.equals(id.fingerprint());
        }

        int lateBad() {
            var refusedAt = proof.refusedAt();
            return refusedAt != null && refusedAt.plus(Proof.LOCK).isAfter(now) ? proof.bad() : 0;
        }
    }
}
