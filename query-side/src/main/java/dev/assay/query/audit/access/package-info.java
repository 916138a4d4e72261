/** Every question to the record is recorded before it is answered. */
@NullMarked
package dev.assay.query.audit.access;

import org.jspecify.annotations.NullMarked;
