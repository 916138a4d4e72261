/** Evidence for auditors: bundles and dossiers, fetched from a server into files. */
@NullMarked
package dev.assay.cli.audit;

import org.jspecify.annotations.NullMarked;
