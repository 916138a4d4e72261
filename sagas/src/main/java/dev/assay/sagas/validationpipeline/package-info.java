/** The heart: from a round's opening to acceptance, rejection or a person's decision. */
@NullMarked
package dev.assay.sagas.validationpipeline;

import org.jspecify.annotations.NullMarked;
