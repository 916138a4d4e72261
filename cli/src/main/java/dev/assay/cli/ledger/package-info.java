/** What an operator does with the ledger: look at it, record a break. */
@NullMarked
package dev.assay.cli.ledger;

import org.jspecify.annotations.NullMarked;
