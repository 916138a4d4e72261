/** Tests. */
@NullMarked
package dev.assay.cli.run;

import org.jspecify.annotations.NullMarked;
