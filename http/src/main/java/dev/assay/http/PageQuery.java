package dev.assay.http;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.Hashes;
import dev.assay.http.problem.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a list is asked for: {@code ?limit=&cursor=&sort=}. Controllers take it as a parameter.
 *
 * @param limit 1 to 500
 * @param cursor as it was sent; null asks for the first page
 * @param sort as it was sent, such as {@code -createdAt}; null takes the list's own order
 * @param list which list with which filters; a cursor of another one is refused
 */
public record PageQuery(int limit, @Nullable String cursor, @Nullable String sort, String list) {
  public static final int DEFAULT_LIMIT = 50;
  public static final int MAX_LIMIT = 500;

  private static final int MARK = 12;

  /** By what a list is sorted. */
  public record Order(String field, boolean descending) {}

  public PageQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw refused("?limit", "Expected limit from 1 to " + MAX_LIMIT + ", but it is " + limit);
    }
  }

  /** The values behind which the page begins; empty for the first page. */
  public List<String> cursorParts(int parts) {
    if (cursor == null) {
      return List.of();
    }
    List<String> decoded = Cursors.decode(cursor, parts + 1);
    if (!decoded.getFirst().equals(mark())) {
      throw Cursors.ofAnotherList();
    }
    return decoded.subList(1, decoded.size());
  }

  /**
   * Makes a page of rows that were read with {@code limit + 1}: the row too many says that there is
   * a next page.
   *
   * @param cursorOf the values behind which the page after an item begins
   */
  public <T> Page<T> page(List<T> rows, Function<T, List<String>> cursorOf) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, limit);
    List<String> cursor = new ArrayList<>(List.of(mark()));
    cursor.addAll(cursorOf.apply(items.getLast()));
    return new Page<>(items, Cursors.encode(cursor));
  }

  /** Short and the same for the same list, filters and sort; it is no secret and no proof. */
  private String mark() {
    String hash = Hashes.ofText(list + '\n' + sort);
    return hash.substring(hash.length() - MARK);
  }

  /** Throws {@code INVALID_ARGUMENT} unless the list can be sorted by that field. */
  public Order order(Order byDefault, Set<String> sortable) {
    if (sort == null) {
      return byDefault;
    }
    boolean descending = sort.startsWith("-");
    String field = descending ? sort.substring(1) : sort;
    if (!sortable.contains(field)) {
      throw refused(
          "?sort",
          "Expected sort to be one of "
              + new TreeSet<>(sortable)
              + ", with - for the last first, but it is "
              + Quoted.of(sort));
    }
    return new Order(field, descending);
  }

  static PageQuery parse(
      @Nullable String limit, @Nullable String cursor, @Nullable String sort, String list) {
    try {
      return new PageQuery(
          limit == null ? DEFAULT_LIMIT : Integer.parseInt(limit), blankToNull(cursor), sort, list);
    } catch (NumberFormatException e) {
      throw refused(
          "?limit",
          "Expected limit to be a whole number from 1 to "
              + MAX_LIMIT
              + ", but it is "
              + Quoted.of(String.valueOf(limit)));
    }
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static CommandRejected refused(String pointer, String detail) {
    return new CommandRejected(
        RejectionCode.INVALID_ARGUMENT,
        detail,
        Map.of(),
        List.of(new InputError(pointer, null, null, "INVALID_ARGUMENT", detail, null)));
  }
}
