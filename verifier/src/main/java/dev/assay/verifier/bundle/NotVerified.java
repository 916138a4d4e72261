package dev.assay.verifier.bundle;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that must hold does not. */
final class NotVerified extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String expectation;
  private final transient @Nullable Place place;

  NotVerified(String expectation) {
    this(expectation, null);
  }

  NotVerified(String expectation, @Nullable Place place) {
    super(expectation);
    this.expectation = expectation;
    this.place = place;
  }

  /** What was expected, but found otherwise. */
  String expectation() {
    return expectation;
  }

  Optional<Place> place() {
    return Optional.ofNullable(place);
  }
}
