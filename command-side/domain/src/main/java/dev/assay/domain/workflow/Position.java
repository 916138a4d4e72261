package dev.assay.domain.workflow;

/** A place in a source text; line and column count from 1. */
public record Position(int line, int column) {
  static final Position START = new Position(1, 1);
}
