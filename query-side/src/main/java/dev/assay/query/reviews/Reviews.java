package dev.assay.query.reviews;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Single reviews. */
interface Reviews extends Repository<Review, UUID> {
  Optional<Review> findById(UUID id);

  /** Lists of reviews, without their content. */
  interface Summaries
      extends Repository<ReviewSummary, UUID>, JpaSpecificationExecutor<ReviewSummary> {}
}
