/** Decides executions anew, and says whether they came out the same. */
@NullMarked
package dev.assay.cli.replay;

import org.jspecify.annotations.NullMarked;
