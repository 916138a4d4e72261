package dev.assay.query.audit.report;

import dev.assay.query.audit.report.catalogue.LedgerFact;

/** Whether a fact of the ledger holds, and what was found. */
record FactAnswer(LedgerFact fact, boolean holds, String says) {}
