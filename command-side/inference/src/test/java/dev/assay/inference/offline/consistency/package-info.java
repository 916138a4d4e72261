/** The offline model's tests: consistency. */
@NullMarked
package dev.assay.inference.offline.consistency;

import org.jspecify.annotations.NullMarked;
