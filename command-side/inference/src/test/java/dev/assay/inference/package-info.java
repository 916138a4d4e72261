/** Tests of how the role is put together, and the contract of providers. */
@NullMarked
package dev.assay.inference;

import org.jspecify.annotations.NullMarked;
