/** Dead letters of projections and process managers, for the operators of their tenant. */
@NullMarked
package dev.assay.query.deadletters;

import org.jspecify.annotations.NullMarked;
