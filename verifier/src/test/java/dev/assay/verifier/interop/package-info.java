/** Our proofs before verifiers that others wrote. */
@NullMarked
package dev.assay.verifier.interop;

import org.jspecify.annotations.NullMarked;
