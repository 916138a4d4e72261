/** Who may come in: bearer tokens of the configured issuer, API keys, and nobody else. */
@NullMarked
package dev.assay.http.security;

import org.jspecify.annotations.NullMarked;
