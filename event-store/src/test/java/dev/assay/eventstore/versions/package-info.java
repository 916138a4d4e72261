/** Events of old revisions, wherever they lie. */
@NullMarked
package dev.assay.eventstore.versions;

import org.jspecify.annotations.NullMarked;
