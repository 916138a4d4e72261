package dev.assay.eventstore.sequencer;

/** The record lies on a PostgreSQL server that it was not written on; nothing is ordered there. */
public final class MovedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MovedException() {
    super(
        "Expected the PostgreSQL server that the record was written on, but this is another one, as"
            + " after pg_restore. Start any process of Assay again: it adopts the database"
            + " (docs/how-to/restore.md)");
  }
}
