/** API keys of programs. */
@NullMarked
package dev.assay.api.apikey;

import org.jspecify.annotations.NullMarked;
