package dev.assay.projections.runner;

import dev.assay.api.event.EventJson;
import dev.assay.api.id.Id;
import dev.assay.projections.runner.FoldedRows.Form;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of {@code COPY}. */
final class CopyText {
  private static final int FULL = 64 * 1024;
  private static final int SECONDS_A_DAY = 86_400;

  private final String statement;
  private final StringBuilder text = new StringBuilder(FULL + FULL / 4);
  private long day = Long.MIN_VALUE;
  private String date = "";

  CopyText(String table, Form form) {
    List<String> all = new ArrayList<>(List.of("tenant_id"));
    all.addAll(form.keys());
    all.addAll(form.columns());
    all.addAll(
        List.of("created_at", "created_position", "updated_at", "last_position", "sequence"));
    statement =
        all.stream().collect(Collectors.joining(", ", "COPY " + table + " (", ") FROM STDIN"));
  }

  String statement() {
    return statement;
  }

  void append(Row row) {
    text.append(row.tenant());
    row.key().values().forEach(this::field);
    // In the order of the form's columns, since rows of one form have theirs in one order.
    row.values().values().forEach(this::field);
    field(row.createdAt());
    field(row.createdPosition());
    field(row.updatedAt());
    field(row.lastPosition());
    field(row.sequence());
    text.append('\n');
  }

  boolean isFull() {
    return text.length() >= FULL;
  }

  byte[] take() {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    return bytes;
  }

  private void field(@Nullable Object value) {
    text.append('\t');
    switch (value) {
      case null -> text.append("\\N");
      case Id id -> text.append(id.value());
      case Instant time -> time(RowStatement.storable(time));
      case String string -> escaped(RowStatement.storable(string));
      case Enum<?> constant -> text.append(constant.name());
      case Boolean flag -> text.append(flag.booleanValue() ? 't' : 'f');
      case RowOperation.Ids list ->
          text.append(
              list.ids().stream().map(Object::toString).collect(Collectors.joining(",", "{", "}")));
      case Number number -> text.append(number);
      case UUID id -> text.append(id);
      default -> escaped(EventJson.mapper().writeValueAsString(value));
    }
  }

  /** As {@link Instant#toString} says it, and quicker: every row has two and more. */
  private void time(Instant time) {
    long ofEpoch = Math.floorDiv(time.getEpochSecond(), SECONDS_A_DAY);
    if (ofEpoch != day) {
      day = ofEpoch;
      date = LocalDate.ofEpochDay(ofEpoch).toString();
    }
    int second = Math.floorMod(time.getEpochSecond(), SECONDS_A_DAY);
    text.append(date).append('T');
    digits(second / 3_600, 10);
    text.append(':');
    digits(second / 60 % 60, 10);
    text.append(':');
    digits(second % 60, 10);
    text.append('.');
    digits(time.getNano() / 1_000, 100_000);
    text.append('Z');
  }

  private void digits(int number, int highest) {
    for (int unit = highest; unit > 0; unit /= 10) {
      text.append((char) ('0' + number / unit % 10));
    }
  }

  private void escaped(String value) {
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || c < ' ') {
        text.append(value, from, i);
        switch (c) {
          case '\\' -> text.append("\\\\");
          case '\t' -> text.append("\\t");
          case '\n' -> text.append("\\n");
          case '\r' -> text.append("\\r");
          default -> text.append(c);
        }
        from = i + 1;
      }
    }
    text.append(value, from, value.length());
  }
}
