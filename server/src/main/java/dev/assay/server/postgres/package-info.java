/** PostgreSQL inside the program, for one machine. */
@NullMarked
package dev.assay.server.postgres;

import org.jspecify.annotations.NullMarked;
