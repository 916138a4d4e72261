/** Read model: agents and their versions. */
@NullMarked
package dev.assay.projections.agents;

import org.jspecify.annotations.NullMarked;
