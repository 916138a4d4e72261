/** What event processors need: serializers and the token, saga and dead-letter stores. */
@NullMarked
package dev.assay.eventstore.processing;

import org.jspecify.annotations.NullMarked;
