/** Exports: jobs that write bundles into files, which auditors then fetch. */
@NullMarked
package dev.assay.query.audit.exports;

import org.jspecify.annotations.NullMarked;
