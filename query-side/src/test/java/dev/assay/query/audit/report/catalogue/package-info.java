/** That the catalogue speaks of what there is. */
@NullMarked
package dev.assay.query.audit.report.catalogue;

import org.jspecify.annotations.NullMarked;
