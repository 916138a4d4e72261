/** Read model: which words are in which message, as marks; and whose are to be forgotten. */
@NullMarked
package dev.assay.projections.conversationsearch;

import org.jspecify.annotations.NullMarked;
