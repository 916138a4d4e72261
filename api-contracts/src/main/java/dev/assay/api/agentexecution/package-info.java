/** One run of one agent version: model calls and result. */
@NullMarked
package dev.assay.api.agentexecution;

import org.jspecify.annotations.NullMarked;
