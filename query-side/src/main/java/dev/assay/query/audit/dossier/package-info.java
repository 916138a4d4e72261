/** Decision dossiers: everything that led to an execution's outcome, with proofs, for people. */
@NullMarked
package dev.assay.query.audit.dossier;

import org.jspecify.annotations.NullMarked;
