package dev.assay.query.costs;

/** By what costs are told apart. */
enum CostGrouping {
  DAY("MODEL", "(at AT TIME ZONE 'UTC')::date", "NULL", "NULL"),
  MODEL("MODEL", "NULL::date", "provider", "name"),
  AGENT("AGENT", "NULL::date", "NULL", "name"),
  WORKFLOW("WORKFLOW", "NULL::date", "NULL", "name");

  private final String dimension;
  private final String keys;

  CostGrouping(String dimension, String day, String provider, String name) {
    this.dimension = dimension;
    this.keys = "%s, %s, %s".formatted(day, provider, name);
  }

  /** What sums that the read model holds are told apart by. */
  String dimension() {
    return dimension;
  }

  /** Day, provider and name; null where it is not asked for. */
  String keys() {
    return keys;
  }
}
