/** Data subjects: legal hold and erasure. */
@NullMarked
package dev.assay.domain.subject;

import org.jspecify.annotations.NullMarked;
