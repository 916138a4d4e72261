/** The verifier as a program: arguments, reports, exit codes. The command line uses it too. */
@NullMarked
package dev.assay.verifier.program;

import org.jspecify.annotations.NullMarked;
