/**
 * Calls models: a leased work queue, the workers that empty it and the port behind which providers
 * sit. Nothing here decides about an agent execution; its aggregate does.
 */
@NullMarked
package dev.assay.inference;

import org.jspecify.annotations.NullMarked;
