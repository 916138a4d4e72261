/** Errors as RFC 9457 problem details, and the pages that explain their codes. */
@NullMarked
package dev.assay.http.problem;

import org.jspecify.annotations.NullMarked;
