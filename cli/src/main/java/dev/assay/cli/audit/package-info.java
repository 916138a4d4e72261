/** Evidence for auditors: bundles, dossiers and reports, fetched from a server into files. */
@NullMarked
package dev.assay.cli.audit;

import org.jspecify.annotations.NullMarked;
