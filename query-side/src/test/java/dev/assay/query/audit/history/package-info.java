/** Tests of how states are compared. */
@NullMarked
package dev.assay.query.audit.history;

import org.jspecify.annotations.NullMarked;
