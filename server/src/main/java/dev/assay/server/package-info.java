/** One program, many roles: what a process runs is decided by {@code assay.roles}. */
@NullMarked
package dev.assay.server;

import org.jspecify.annotations.NullMarked;
