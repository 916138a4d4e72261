/** Answers what models cost, by day, agent, model and workflow. */
@NullMarked
package dev.assay.query.costs;

import org.jspecify.annotations.NullMarked;
