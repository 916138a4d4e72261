@NullMarked
package dev.assay.projections.runner;

import org.jspecify.annotations.NullMarked;
