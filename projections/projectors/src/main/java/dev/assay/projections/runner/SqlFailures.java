package dev.assay.projections.runner;

import java.sql.SQLException;

/** Tells apart failures that would come back with the same event from all others. */
final class SqlFailures {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private SqlFailures() {}

  /**
   * True for data exceptions (22), broken constraints (23), statements that do not fit the table
   * (42) and exceeded limits such as an index row's size (54). A lost connection, a timeout, a
   * deadlock or a full disk says nothing of the event: there the batch is tried again.
   */
  static boolean isOfTheEvent(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null || state.length() < 2 || state.equals(INSUFFICIENT_PRIVILEGE)) {
      return false;
    }
    return switch (state.substring(0, 2)) {
      case "22", "23", "42", "54" -> true;
      default -> false;
    };
  }

  /** Somebody else has the lock for longer than it is waited for. */
  static boolean isOfALock(SQLException failure) {
    return LOCK_NOT_AVAILABLE.equals(failure.getSQLState());
  }

  /**
   * Safe to log. The driver's own message of a failed batch quotes every value of the statement,
   * and the server's may quote one.
   */
  static String describe(Exception failure) {
    return failure instanceof SQLException sql
        ? sql.getClass().getSimpleName() + " with SQLSTATE " + sql.getSQLState()
        : failure.toString();
  }
}
