/** What an aggregate was at a point of its history, and how it differs between two of them. */
@NullMarked
package dev.assay.query.audit.history;

import org.jspecify.annotations.NullMarked;
