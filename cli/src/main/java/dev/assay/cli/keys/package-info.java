/** What an operator does with the keys: look at them, exchange them. */
@NullMarked
package dev.assay.cli.keys;

import org.jspecify.annotations.NullMarked;
