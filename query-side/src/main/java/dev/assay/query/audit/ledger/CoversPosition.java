package dev.assay.query.audit.ledger;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What these endpoints answer is covered by checkpoints. A request with {@code Assay-Min-Position}
 * waits until those of the caller's tenant and of the global tree reach that far.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CoversPosition {}
