package dev.assay.eventstore.ledger.witness;

import dev.assay.verifier.note.NoteSignature;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps what witnesses have signed. */
final class Cosignatures {
  private static final String KEEP =
      """
      INSERT INTO event_store.ledger_cosignatures (origin, tree_size, witness, signatures, cosigned_at)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;
  private static final String LAST =
      """
      SELECT coalesce(max(tree_size), 0) FROM event_store.ledger_cosignatures WHERE origin = ? AND witness = ?
      """;
  private static final String SIGNED_UP_TO =
      """
      SELECT coalesce(max(tree_size), 0) FROM event_store.checkpoints
      WHERE tree = '00000000-0000-0000-0000-000000000000' AND origin = ?
      """;

  private final JdbcTemplate jdbc;

  Cosignatures(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void keep(int origin, long size, String witness, WitnessAnswer.Cosigned cosigned) {
    List<NoteSignature> signatures = cosigned.signatures();
    jdbc.update(
        KEEP,
        origin,
        size,
        witness,
        signatures.stream().map(NoteSignature::line).collect(Collectors.joining()),
        cosigned.at().atOffset(ZoneOffset.UTC));
  }

  /** The largest size that a witness has cosigned, as far as we know; 0 for none. */
  long last(int origin, String witness) {
    return number(LAST, origin, witness);
  }

  /** The number of the ledger's name in force. */
  int originInForce() {
    return (int) number("SELECT coalesce(max(number), 0) FROM event_store.ledger_origins");
  }

  /** The largest size that was ever signed here under an origin. */
  long signedUpTo(int origin) {
    return number(SIGNED_UP_TO, origin);
  }

  private long number(String sql, Object... arguments) {
    Long number = jdbc.queryForObject(sql, Long.class, arguments);
    return number == null ? 0 : number;
  }
}
