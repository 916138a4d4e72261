package dev.assay.api.privacy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a person said, or what is said of them. Stored sealed under the key of the data subject, or
 * of the tenant where no subject is named; erasing the subject makes it unreadable.
 *
 * <p>For components of type String or JsonNode, and collections of strings, whose items are sealed
 * one by one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Personal {}
