/** API keys by HTTP, and their look-up. */
@NullMarked
package dev.assay.command.apikey;

import org.jspecify.annotations.NullMarked;
