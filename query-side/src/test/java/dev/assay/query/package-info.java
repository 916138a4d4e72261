@NullMarked
package dev.assay.query;

import org.jspecify.annotations.NullMarked;
