package dev.assay.query.audit.report;

import java.util.List;

/** An event that lacks something mandatory. */
record Finding(Place event, List<Lack> missing) {}
