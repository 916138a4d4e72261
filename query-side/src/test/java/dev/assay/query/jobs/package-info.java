/** Tests of what jobs have in common. */
@NullMarked
package dev.assay.query.jobs;

import org.jspecify.annotations.NullMarked;
