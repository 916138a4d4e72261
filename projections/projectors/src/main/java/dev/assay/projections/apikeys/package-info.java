/** Read model: API keys. */
@NullMarked
package dev.assay.projections.apikeys;

import org.jspecify.annotations.NullMarked;
