/** A real server as a child process, and a plain HTTP client for it. */
@NullMarked
package dev.assay.qa.support;

import org.jspecify.annotations.NullMarked;
