package dev.assay.query.reviews;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A review in a list. */
@Entity
@Immutable
@Table(schema = "read_model", name = "reviews")
@AttributeOverride(name = "id", column = @Column(name = "review_id"))
class ReviewSummary extends ReviewColumns {}
