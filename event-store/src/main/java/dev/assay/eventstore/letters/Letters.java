package dev.assay.eventstore.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The letters of the tenant that the surrounding transaction of the reader role has named. */
public final class Letters {
  private final JdbcTemplate jdbc;

  /**
   * @param jdbc of the reader role: row-level security keeps tenants apart
   */
  public Letters(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The letters of one projection (all of its builds) or process manager, in the order of the
   * record.
   *
   * @param afterPosition with {@code afterId}: where the page begins
   */
  public List<Letter> page(
      LetterTable table,
      String name,
      Letter.@Nullable Status status,
      long afterPosition,
      @Nullable UUID afterId,
      int limit) {
    List<Object> values = new ArrayList<>();
    StringBuilder sql = new StringBuilder(table.select());
    sql.append(" WHERE l.").append(table.nameColumn()).append(" = ?");
    values.add(name);
    if (status != null) {
      sql.append(" AND l.status = ?");
      values.add(status.name());
    }
    if (afterId != null) {
      sql.append(" AND (l.position, l.letter_id) > (?, ?)");
      values.add(afterPosition);
      values.add(afterId);
    }
    sql.append(" ORDER BY l.position, l.letter_id LIMIT ?");
    values.add(limit);
    return jdbc.query(sql.toString(), (row, index) -> Letter.of(row), values.toArray());
  }

  public Optional<Letter> find(LetterTable table, String name, UUID letterId) {
    return jdbc
        .query(
            table.select() + " WHERE l.letter_id = ? AND l." + table.nameColumn() + " = ?",
            (row, index) -> Letter.of(row),
            letterId,
            name)
        .stream()
        .findFirst();
  }
}
