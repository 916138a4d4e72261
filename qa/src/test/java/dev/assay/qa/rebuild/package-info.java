/**
 * Fills read models anew, again and again, while others write and read and the server is killed,
 * and shows that no answer failed, went back in time or forgot something.
 */
@NullMarked
package dev.assay.qa.rebuild;

import org.jspecify.annotations.NullMarked;
