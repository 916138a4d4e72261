/** That nothing of an erased person is left on any disk, by looking at every byte. */
@NullMarked
package dev.assay.qa.erasure;

import org.jspecify.annotations.NullMarked;
