/** Tests of the worker with a queue in a real PostgreSQL. */
@NullMarked
package dev.assay.inference.worker;

import org.jspecify.annotations.NullMarked;
