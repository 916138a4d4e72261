/** The offline model's tests: draft. */
@NullMarked
package dev.assay.inference.offline.draft;

import org.jspecify.annotations.NullMarked;
