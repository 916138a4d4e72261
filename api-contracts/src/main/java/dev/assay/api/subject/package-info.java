/** Data subjects: the people whose data it is; legal hold and erasure. */
@NullMarked
package dev.assay.api.subject;

import org.jspecify.annotations.NullMarked;
