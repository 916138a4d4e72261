/** Recording facts about which nothing is to be decided, such as who looked into the record. */
@NullMarked
package dev.assay.eventstore.access;

import org.jspecify.annotations.NullMarked;
