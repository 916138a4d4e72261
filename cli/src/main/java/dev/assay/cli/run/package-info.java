/** Commands that ask the API. */
@NullMarked
package dev.assay.cli.run;

import org.jspecify.annotations.NullMarked;
