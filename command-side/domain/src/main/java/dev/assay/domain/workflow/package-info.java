/**
 * Workflow definitions: compiled from the CNCF Serverless Workflow DSL 1.0, checked with line and
 * column for every fault, registered by version.
 */
@NullMarked
package dev.assay.domain.workflow;

import org.jspecify.annotations.NullMarked;
