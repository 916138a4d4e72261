/** What led to the events of an aggregate, and what followed from them. */
@NullMarked
package dev.assay.query.audit.causation;

import org.jspecify.annotations.NullMarked;
