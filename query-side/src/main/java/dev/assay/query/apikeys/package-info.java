/** Answers questions about API keys. */
@NullMarked
package dev.assay.query.apikeys;

import org.jspecify.annotations.NullMarked;
