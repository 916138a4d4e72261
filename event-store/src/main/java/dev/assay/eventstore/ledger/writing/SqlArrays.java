package dev.assay.eventstore.ledger.writing;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Columns of many rows as arrays, to be written with {@code unnest} in one statement. */
record SqlArrays<T>(Connection connection, List<T> rows) {

  Array uuids(Function<T, ?> value) throws SQLException {
    return of("uuid", value);
  }

  Array bigints(Function<T, Long> value) throws SQLException {
    return of("bigint", value);
  }

  Array smallints(Function<T, Short> value) throws SQLException {
    return of("smallint", value);
  }

  Array booleans(Function<T, Boolean> value) throws SQLException {
    return of("boolean", value);
  }

  Array bytes(Function<T, byte[]> value) throws SQLException {
    return connection.createArrayOf("bytea", rows.stream().map(value).toArray(byte[][]::new));
  }

  Array texts(Function<T, String> value) throws SQLException {
    return of("text", value);
  }

  private Array of(String type, Function<T, ?> value) throws SQLException {
    return connection.createArrayOf(type, rows.stream().map(value).toArray());
  }
}
