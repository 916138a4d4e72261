/** Writes bundles: files that prove what happened without this server. */
@NullMarked
package dev.assay.query.audit.bundle;

import org.jspecify.annotations.NullMarked;
