/** Where the root key is: a file, the environment, a Vault. */
@NullMarked
package dev.assay.eventstore.keys.root;

import org.jspecify.annotations.NullMarked;
