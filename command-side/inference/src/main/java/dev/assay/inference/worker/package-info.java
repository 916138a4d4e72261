/** Claims calls, has them made, records what came of them. */
@NullMarked
package dev.assay.inference.worker;

import org.jspecify.annotations.NullMarked;
