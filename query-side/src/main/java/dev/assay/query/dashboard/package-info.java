/** One look at what happens in a tenant. */
@NullMarked
package dev.assay.query.dashboard;

import org.jspecify.annotations.NullMarked;
