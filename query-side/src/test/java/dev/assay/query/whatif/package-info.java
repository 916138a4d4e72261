/** Tests of questions and what is kept of them. */
@NullMarked
package dev.assay.query.whatif;

import org.jspecify.annotations.NullMarked;
