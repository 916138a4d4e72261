/** The whole server, used over HTTP and by its command line as an outside program would. */
@NullMarked
package dev.assay.qa.endtoend;

import org.jspecify.annotations.NullMarked;
