/** Root key, tenant keys, data keys: kept wrapped, in a schema of their own. */
@NullMarked
package dev.assay.eventstore.keys;

import org.jspecify.annotations.NullMarked;
