/** Tests. */
@NullMarked
package dev.assay.sagas.executioncoordination;

import org.jspecify.annotations.NullMarked;
