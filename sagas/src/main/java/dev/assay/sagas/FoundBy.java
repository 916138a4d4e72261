package dev.assay.sagas;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The saga that begins with this handler's event is found by events that name another id of it too.
 * The handler associates it; this says so to those who run the process without the saga.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FoundBy {
  /** The property of the event: that id. */
  String value();
}
