/** One question asked of many executions, within a budget. */
@NullMarked
package dev.assay.query.whatif.batch;

import org.jspecify.annotations.NullMarked;
