package dev.assay.domain.schema;

/**
 * Where a value does not match its schema, and why.
 *
 * @param pointer JSON pointer into the value; empty for the whole
 */
public record SchemaFault(String pointer, String message) {
  @Override
  public String toString() {
    return (pointer.isEmpty() ? "the value" : pointer) + ": " + message;
  }
}
