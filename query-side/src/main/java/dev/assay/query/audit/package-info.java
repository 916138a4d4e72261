/** Shows the record itself to auditors. */
@NullMarked
package dev.assay.query.audit;

import org.jspecify.annotations.NullMarked;
