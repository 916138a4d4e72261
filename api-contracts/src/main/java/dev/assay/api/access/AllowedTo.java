package dev.assay.api.access;

import dev.assay.api.envelope.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may send a command or ask a query. A message without this annotation is refused to everyone.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AllowedTo {
  /** Any one of these roles is enough. */
  Role[] value() default {};

  /** Whether our own services (process managers, workers) may send it. */
  boolean services() default false;
}
