/** Validations by HTTP. */
@NullMarked
package dev.assay.command.validation;

import org.jspecify.annotations.NullMarked;
