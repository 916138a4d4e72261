/** Events as bytes and back: stable names, revisions and upcasters. */
@NullMarked
package dev.assay.eventstore.codec;

import org.jspecify.annotations.NullMarked;
