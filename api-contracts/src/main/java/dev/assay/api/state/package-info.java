/** What an aggregate was at some point of its history, for those who may not see its code. */
@NullMarked
package dev.assay.api.state;

import org.jspecify.annotations.NullMarked;
