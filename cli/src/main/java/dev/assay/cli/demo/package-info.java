/** The main job on the example documents, shown as it happens. */
@NullMarked
package dev.assay.cli.demo;

import org.jspecify.annotations.NullMarked;
