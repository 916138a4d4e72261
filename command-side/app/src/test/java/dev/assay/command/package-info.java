/** Tests of the command API over real HTTP on a real PostgreSQL. */
@NullMarked
package dev.assay.command;

import org.jspecify.annotations.NullMarked;
