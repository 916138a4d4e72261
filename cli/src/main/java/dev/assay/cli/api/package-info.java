/** The HTTP API as a caller sees it: requests, problems, streams, tokens. */
@NullMarked
package dev.assay.cli.api;

import org.jspecify.annotations.NullMarked;
