/** Tests of the shared HTTP conventions over real HTTP. */
@NullMarked
package dev.assay.http;

import org.jspecify.annotations.NullMarked;
