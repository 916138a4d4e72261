/** Read model: where to find each event. */
@NullMarked
package dev.assay.projections.auditevents;

import org.jspecify.annotations.NullMarked;
