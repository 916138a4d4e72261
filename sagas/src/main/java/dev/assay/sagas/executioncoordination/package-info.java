/** From a scheduled task to the work that does it and back. */
@NullMarked
package dev.assay.sagas.executioncoordination;

import org.jspecify.annotations.NullMarked;
