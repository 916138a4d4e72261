/** Compliance reports: obligations, the events that meet them, and what is missing in those. */
@NullMarked
package dev.assay.query.audit.report;

import org.jspecify.annotations.NullMarked;
