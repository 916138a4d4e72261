/** For tests here and elsewhere: trees, keys and bundles made the slow and obvious way. */
@NullMarked
package dev.assay.verifier.testing;

import org.jspecify.annotations.NullMarked;
