/** Read model: workflows and their versions. */
@NullMarked
package dev.assay.projections.workflows;

import org.jspecify.annotations.NullMarked;
