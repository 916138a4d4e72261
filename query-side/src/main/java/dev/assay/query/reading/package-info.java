/** How queries read: under a tenant, page by page, from a position on. */
@NullMarked
package dev.assay.query.reading;

import org.jspecify.annotations.NullMarked;
