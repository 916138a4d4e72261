/** The offline model's tests: text. */
@NullMarked
package dev.assay.inference.offline.text;

import org.jspecify.annotations.NullMarked;
