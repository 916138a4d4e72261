package dev.assay.api.privacy;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** How a component of a stored record is marked. */
public enum Mark {
  PERSONAL,
  CONFIDENTIAL,
  CLEAR;

  /** Null where it has no mark. Throws {@link IllegalStateException} where it has two. */
  public static @Nullable Mark of(RecordComponent component) {
    Mark found = null;
    for (Mark mark : values()) {
      if (component.isAnnotationPresent(mark.annotation())) {
        if (found != null) {
          throw new IllegalStateException("Expected one mark, but there are two on " + component);
        }
        found = mark;
      }
    }
    return found;
  }

  /** Whether values are stored sealed. */
  public boolean isSealed() {
    return this != CLEAR;
  }

  private Class<? extends java.lang.annotation.Annotation> annotation() {
    return switch (this) {
      case PERSONAL -> Personal.class;
      case CONFIDENTIAL -> Confidential.class;
      case CLEAR -> Clear.class;
    };
  }
}
