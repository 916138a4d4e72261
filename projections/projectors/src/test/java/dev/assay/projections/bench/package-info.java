/** What filling read models costs, beside loops that do only what cannot be left out. */
@NullMarked
package dev.assay.projections.bench;

import org.jspecify.annotations.NullMarked;
