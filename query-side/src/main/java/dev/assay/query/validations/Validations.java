package dev.assay.query.validations;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Single validations. */
interface Validations extends Repository<Validation, UUID> {
  Optional<Validation> findById(UUID id);

  /** Lists of validations, without their documents. */
  interface Summaries
      extends Repository<ValidationSummary, UUID>, JpaSpecificationExecutor<ValidationSummary> {
    List<ValidationSummary> findByIdIn(Collection<UUID> ids);

    List<ValidationSummary> findByExecutionIdInOrderByCreatedAt(
        Collection<UUID> executionIds, Limit limit);
  }

  /** Their rounds, the first first. */
  interface Rounds extends Repository<ValidationRound, Long> {
    List<ValidationRound> findByValidationIdOrderByRound(UUID validationId, Limit limit);
  }

  /** The verdicts of all rounds in the order in which they fell. */
  interface Verdicts extends Repository<ValidationVerdict, Long> {
    List<ValidationVerdict> findByValidationIdOrderByCreatedPosition(UUID id, Limit limit);
  }
}
