package dev.assay.query.reading;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import dev.assay.http.json.Times;
import dev.assay.http.problem.Quoted;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/** Query parameters that narrow a list. A parameter that was not sent narrows nothing. */
public final class Filters {
  private Filters() {}

  /** Rows whose attribute has this value. */
  public static <R extends MainRow> Specification<R> equal(
      String attribute, @Nullable Object value) {
    return value == null
        ? Specification.unrestricted()
        : (root, query, where) -> where.equal(root.get(attribute), value);
  }

  /** Rows made then. */
  public static <R extends MainRow> Specification<R> made(Made within) {
    Instant from = within.from();
    Instant to = within.to();
    Specification<R> since =
        from == null
            ? Specification.unrestricted()
            : (root, query, where) -> where.greaterThanOrEqualTo(root.get("createdAt"), from);
    return to == null
        ? since
        : since.and((root, query, where) -> where.lessThan(root.get("createdAt"), to));
  }

  /** What {@code ?from=} and {@code ?to=} say; else {@code INVALID_ARGUMENT}. */
  public static Made made(@Nullable String from, @Nullable String to) {
    return new Made(time("from", from), time("to", to));
  }

  /** One of the allowed values, regardless of case; else {@code INVALID_ARGUMENT}. */
  public static @Nullable String oneOf(String name, @Nullable String value, List<String> allowed) {
    if (value == null) {
      return null;
    }
    String upper = value.toUpperCase(Locale.ROOT);
    if (!allowed.contains(upper)) {
      throw refused(name, "Expected " + name + " to be one of " + allowed + but(value));
    }
    return upper;
  }

  /** The constants' names, as values for {@link #oneOf}. */
  public static List<String> names(Enum<?>... constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  /** A time in RFC 3339; else {@code INVALID_ARGUMENT}. */
  public static @Nullable Instant time(String name, @Nullable String value) {
    try {
      return value == null ? null : Times.parse(value);
    } catch (DateTimeException e) {
      throw refused(
          name, "Expected " + name + " to be a time such as 2026-11-21T09:30:00Z" + but(value));
    }
  }

  /** An id; else {@code INVALID_ARGUMENT}. */
  public static @Nullable UUID id(String name, @Nullable String value) {
    try {
      return value == null ? null : UUID.fromString(value);
    } catch (IllegalArgumentException e) {
      throw refused(name, "Expected " + name + " to be an id" + but(value));
    }
  }

  /** The end of a sentence that says what was expected instead. */
  public static String but(@Nullable String value) {
    return ", but it is " + Quoted.of(String.valueOf(value));
  }

  /** A refusal that points at a query parameter. */
  public static CommandRejected refused(String name, String detail) {
    return new CommandRejected(
        RejectionCode.INVALID_ARGUMENT,
        detail,
        Map.of(),
        List.of(new InputError("?" + name, null, null, "INVALID_ARGUMENT", detail, null)));
  }
}
