/** Agents and their executions by HTTP. */
@NullMarked
package dev.assay.command.agent;

import org.jspecify.annotations.NullMarked;
