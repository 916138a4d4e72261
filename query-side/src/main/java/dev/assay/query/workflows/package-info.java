/** Answers questions about workflows and their versions. */
@NullMarked
package dev.assay.query.workflows;

import org.jspecify.annotations.NullMarked;
