/** What a platform admin does to the ledger. */
@NullMarked
package dev.assay.command.ledger;

import org.jspecify.annotations.NullMarked;
