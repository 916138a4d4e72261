/** Recording who looked into the record and who was refused. */
@NullMarked
package dev.assay.eventstore.access;

import org.jspecify.annotations.NullMarked;
