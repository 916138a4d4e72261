/** The database: its login roles, a pool for each, and the migrations of every part. */
@NullMarked
package dev.assay.eventstore.database;

import org.jspecify.annotations.NullMarked;
