package dev.assay.domain.agentexecution;

import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.inference.ModelRef;
import java.util.List;

/** The models of this installation. Implemented from configuration; must not do I/O. */
public interface ModelCatalog {
  /**
   * The chain of models to try, in order: {@code default} replaced, residency applied. Throws
   * {@code CommandRejected} with {@code UNPROCESSABLE} where nothing that the policy allows is
   * configured.
   */
  List<ModelRef> resolve(ModelPolicy policy);
}
