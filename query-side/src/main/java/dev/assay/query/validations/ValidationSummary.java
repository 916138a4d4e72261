package dev.assay.query.validations;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A validation in a list. */
@Entity
@Immutable
@Table(schema = "read_model", name = "validations")
@AttributeOverride(name = "id", column = @Column(name = "validation_id"))
class ValidationSummary extends ValidationColumns {}
