/**
 * The data directory of one machine: its lock, its secrets, the description of the running server.
 */
@NullMarked
package dev.assay.server.home;

import org.jspecify.annotations.NullMarked;
