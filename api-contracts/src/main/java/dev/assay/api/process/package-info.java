/** The process managers by name, for those who operate them. */
@NullMarked
package dev.assay.api.process;

import org.jspecify.annotations.NullMarked;
