/**
 * Kills the server again and again while it works, and shows from the record alone that nothing was
 * lost and nothing was done twice.
 */
@NullMarked
package dev.assay.qa.crash;

import org.jspecify.annotations.NullMarked;
