/** Shared HTTP conventions: caller, security, problem details, limits, pages. */
@NullMarked
package dev.assay.http;

import org.jspecify.annotations.NullMarked;
