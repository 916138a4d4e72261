/** What is hashed: the canonical bytes of an event and of an entry of the global log. */
@NullMarked
package dev.assay.verifier.leaf;

import org.jspecify.annotations.NullMarked;
