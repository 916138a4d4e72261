/** One run of one agent version: asks models, parses their answers, ends. */
@NullMarked
package dev.assay.domain.agentexecution;

import org.jspecify.annotations.NullMarked;
