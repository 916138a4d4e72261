package dev.assay.eventstore.letters;

/** Whose letters: those of projections and of process managers lie in tables of the same shape. */
public enum LetterTable {
  PROJECTION("read_model.dead_letter", "projection", "l.version, l.build") {
    @Override
    String sameSequence() {
      return "o.projection = l.projection AND o.version = l.version AND o.build = l.build AND "
          + SAME_SEQUENCE;
    }
  },
  PROCESS_MANAGER("processing.dead_letter", "process_manager", "NULL::int, NULL::int") {
    @Override
    String sameSequence() {
      return "o.process_manager = l.process_manager AND " + SAME_SEQUENCE;
    }
  };

  private static final String SAME_SEQUENCE =
      "o.tenant_id = l.tenant_id AND o.sequence_id = l.sequence_id";

  private final String table;
  private final String nameColumn;
  private final String buildColumns;

  LetterTable(String table, String nameColumn, String buildColumns) {
    this.table = table;
    this.nameColumn = nameColumn;
    this.buildColumns = buildColumns;
  }

  /** As the API, metrics and events name it: {@code projection} or {@code process-manager}. */
  public String key() {
    return this == PROJECTION ? "projection" : "process-manager";
  }

  String table() {
    return table;
  }

  String nameColumn() {
    return nameColumn;
  }

  /** That the letter {@code o} is of the same sequence as the letter {@code l}. */
  abstract String sameSequence();

  /** That nothing of its sequence waits before the letter {@code l}. */
  String isFirst() {
    return """
        NOT EXISTS (SELECT 1 FROM %s o WHERE o.status = 'PARKED' AND o.position < l.position AND %s)"""
        .formatted(table, sameSequence());
  }

  /** All that a {@link Letter} is read from, of rows {@code l}. */
  String select() {
    return """
        SELECT l.letter_id, l.tenant_id, l.%s, %s, l.position, l.event_id, l.event_type, l.aggregate_type,
          l.aggregate_id, l.sequence, l.sequence_id, l.cause_class, l.cause_message, l.status, l.attempts,
          l.parked_at, l.last_attempt_at, l.retry, l.ended_at, %s
        FROM %s l
        """
        .formatted(nameColumn, buildColumns, isFirst(), table);
  }
}
