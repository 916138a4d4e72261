/** Which read models there are, in which version, and the tables of each. */
@NullMarked
package dev.assay.projections.schema;

import org.jspecify.annotations.NullMarked;
