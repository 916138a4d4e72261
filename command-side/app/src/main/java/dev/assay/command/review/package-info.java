/** Decisions of reviewers by HTTP. */
@NullMarked
package dev.assay.command.review;

import org.jspecify.annotations.NullMarked;
