/** Extractive drafting, and revising by feedback. */
@NullMarked
package dev.assay.inference.offline.draft;

import org.jspecify.annotations.NullMarked;
