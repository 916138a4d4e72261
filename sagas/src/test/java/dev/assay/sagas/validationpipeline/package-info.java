/** Tests. */
@NullMarked
package dev.assay.sagas.validationpipeline;

import org.jspecify.annotations.NullMarked;
