/** Tests. */
@NullMarked
package dev.assay.sagas.timelimit;

import org.jspecify.annotations.NullMarked;
