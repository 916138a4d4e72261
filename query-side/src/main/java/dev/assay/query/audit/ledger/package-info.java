/** Shows the ledger to auditors and their tools: checkpoints, keys, proofs, tiles. */
@NullMarked
package dev.assay.query.audit.ledger;

import org.jspecify.annotations.NullMarked;
