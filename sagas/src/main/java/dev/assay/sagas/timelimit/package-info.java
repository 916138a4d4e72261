/** Ends an agent execution whose time is over. */
@NullMarked
package dev.assay.sagas.timelimit;

import org.jspecify.annotations.NullMarked;
