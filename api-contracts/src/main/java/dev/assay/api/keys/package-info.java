/** What is done to the keys under which texts are sealed: rotation, retention. */
@NullMarked
package dev.assay.api.keys;

import org.jspecify.annotations.NullMarked;
