package dev.assay.api.privacy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is the tenant's own business, such as why something was done to a customer. Stored sealed
 * under the tenant's key, never a data subject's: erasing a subject leaves it readable.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Confidential {}
