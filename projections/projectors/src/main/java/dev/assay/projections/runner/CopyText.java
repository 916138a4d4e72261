package dev.assay.projections.runner;

import dev.assay.api.event.EventJson;
import dev.assay.api.id.Id;
import dev.assay.projections.runner.FoldedRows.Form;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of {@code COPY}. */
final class CopyText {
  private static final int FULL = 64 * 1024;

  private final String statement;
  private final List<String> keys;
  private final List<String> columns;
  private final StringBuilder text = new StringBuilder(FULL + FULL / 4);

  /**
   * @param like any row of the form: it names the key's columns
   */
  CopyText(String table, Form form, Row like) {
    keys = List.copyOf(like.key().keySet());
    columns = form.columns();
    List<String> all = new ArrayList<>(List.of("tenant_id"));
    all.addAll(keys);
    all.addAll(columns);
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
    keys.forEach(key -> field(row.key().get(key)));
    columns.forEach(column -> field(row.values().get(column)));
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
      case Instant time -> text.append(RowStatement.storable(time));
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

  private void escaped(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
  }
}
