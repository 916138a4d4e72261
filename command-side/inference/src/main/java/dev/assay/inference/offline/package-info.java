/**
 * A model that needs no network: it drafts by extracting, judges by rules and answers by quoting,
 * from the prompt alone.
 */
@NullMarked
package dev.assay.inference.offline;

import org.jspecify.annotations.NullMarked;
