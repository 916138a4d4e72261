package dev.assay.domain.workflow;

import dev.assay.api.CommandRejected.InputError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a definition, each with its place; at most {@value #MOST} of it. */
final class Problems {
  static final int MOST = 100;

  private static final Comparator<InputError> BY_PLACE =
      Comparator.comparing(InputError::line, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(InputError::column, Comparator.nullsLast(Comparator.naturalOrder()));

  private final SourceText source;
  private final List<InputError> errors = new ArrayList<>();
  private final List<InputError> warnings = new ArrayList<>();

  Problems(SourceText source) {
    this.source = source;
  }

  void error(String pointer, String code, String detail) {
    error(pointer, code, detail, null);
  }

  void error(String pointer, String code, String detail, @Nullable String hint) {
    add(errors, pointer, code, detail, hint);
  }

  void warning(String pointer, String code, String detail, @Nullable String hint) {
    add(warnings, pointer, code, detail, hint);
  }

  private void add(
      List<InputError> to, String pointer, String code, String detail, @Nullable String hint) {
    if (to.size() < MOST) {
      Position at = source.at(pointer);
      to.add(new InputError(pointer, at.line(), at.column(), code, detail, hint));
    }
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** Whether an error is at this place or within it. */
  boolean hasErrorsWithin(String pointer) {
    return errors.stream()
        .anyMatch(e -> e.pointer().equals(pointer) || e.pointer().startsWith(pointer + "/"));
  }

  List<InputError> errors() {
    return errors.stream().sorted(BY_PLACE).toList();
  }

  List<InputError> warnings() {
    return warnings.stream().sorted(BY_PLACE).toList();
  }
}
