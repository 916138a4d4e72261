package dev.assay.projections.schema;

/**
 * One filling of one version of a read model: the tables that some projector fills.
 *
 * @param build counts from 1 within the version; build 1 has the tables of the migration
 */
public record ModelBuild(ReadModel model, int build) {
  /** The tables that came with the migration. */
  public static ModelBuild first(ReadModel model) {
    return new ModelBuild(model, 1);
  }

  /** The physical table behind a view, without its schema. */
  public String table(String view) {
    String first = model.table(view);
    return build == 1 ? first : first + "_b" + build;
  }

  @Override
  public String toString() {
    return "%s v%d build %d".formatted(model.name(), model.version(), build);
  }
}
