/** Tests of what causation diagrams say. */
@NullMarked
package dev.assay.query.audit.causation;

import org.jspecify.annotations.NullMarked;
