/** Answers questions about agents and their versions. */
@NullMarked
package dev.assay.query.agents;

import org.jspecify.annotations.NullMarked;
