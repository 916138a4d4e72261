package dev.assay.query.reading;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The read models that an endpoint reads, by name. A request with {@code Assay-Min-Position} waits
 * for them. On a method it replaces what the class says.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Reads {
  String[] value();
}
