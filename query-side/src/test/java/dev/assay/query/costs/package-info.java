/** Tests of times and their parts. */
@NullMarked
package dev.assay.query.costs;

import org.jspecify.annotations.NullMarked;
