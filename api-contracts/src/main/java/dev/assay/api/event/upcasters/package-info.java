/** How each revision of an event that is no longer written reads as the next one. */
@NullMarked
package dev.assay.api.event.upcasters;

import org.jspecify.annotations.NullMarked;
