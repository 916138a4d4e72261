/** The prompt as the offline model reads it, and the form of its answers. */
@NullMarked
package dev.assay.inference.offline.prompt;

import org.jspecify.annotations.NullMarked;
