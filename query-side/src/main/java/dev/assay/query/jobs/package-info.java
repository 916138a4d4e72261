/**
 * What jobs that are done in the background have in common: how many there may be, a loop that
 * looks for them, a lease.
 */
@NullMarked
package dev.assay.query.jobs;

import org.jspecify.annotations.NullMarked;
