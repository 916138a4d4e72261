/** All that was recorded of executions and of agents, for the engines that decide them anew. */
@NullMarked
package dev.assay.query.recorded;

import org.jspecify.annotations.NullMarked;
