/** Which obligations there are and what in the record meets them: data, checked as it is loaded. */
@NullMarked
package dev.assay.query.audit.report.catalogue;

import org.jspecify.annotations.NullMarked;
