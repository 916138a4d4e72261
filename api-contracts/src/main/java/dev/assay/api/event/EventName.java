package dev.assay.api.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The stable name under which an event is stored for ever, such as {@code
 * agent-execution.model-call-requested}. A class may be renamed or moved, its name never changes; a
 * change of its components means the next revision, an upcaster and a new golden file.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventName {
  String value();

  int revision() default 1;
}
