package dev.assay.domain.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What one evaluation may cost. It is counted in steps and values, not in time, so that a slow
 * machine decides as a fast one does.
 */
final class Meter {
  /** Steps of the expression and values that they make. */
  static final long MAX_COST = 3_000_000;

  /**
   * How deep steps may be nested. A stack of 1 MiB bears about 900, and it must never be the stack
   * that decides: it is not the same on every thread. {@code until} takes 11 for each turn.
   */
  static final int MAX_DEPTH = 500;

  /** The longest text and the longest list that a step may make. */
  static final int MAX_LENGTH = 1 << 20;

  /** How large any value may be, in characters. */
  static final long MAX_WEIGHT = 4 << 20;

  /** How large a result may be, in characters of JSON. */
  static final int MAX_RESULT = 1 << 20;

  /** How deep a result may be nested. */
  static final int MAX_NESTING = 200;

  static final ScopedValue<Meter> CURRENT = ScopedValue.newInstance();

  private long spent;
  private long result;
  private int depth;

  void enter() {
    spend(1);
    if (++depth > MAX_DEPTH) {
      throw new ExpressionFault("Expected an expression that ends, but it is nested without end");
    }
  }

  void leave() {
    depth--;
  }

  /** A step has made a value. */
  void made(JsonNode value) {
    int length = value.isTextual() ? value.textValue().length() : value.size();
    if (length > MAX_LENGTH) {
      throw new ExpressionFault(
          "Expected values of at most %d characters or members, but one has %d"
              .formatted(MAX_LENGTH, length));
    }
    spend(1 + (value.isTextual() ? length / 64 : length));
  }

  /** A step has put a value together, perhaps of parts that it shares with others. */
  void built(JsonNode value) {
    made(value);
    if (value.isContainerNode()) {
      spend(weigh(value) / 64);
    }
  }

  /**
   * The characters that a value would have if it were written. Lists that hold the same list twice
   * double with each step: weighed as they are put together, they never become heavy.
   */
  long weigh(JsonNode value) {
    long weight = weighed(value, MAX_WEIGHT);
    if (weight > MAX_WEIGHT) {
      throw new ExpressionFault(
          "Expected values of at most " + MAX_WEIGHT + " characters, but one has more");
    }
    return weight;
  }

  private static long weighed(JsonNode value, long most) {
    if (!value.isContainerNode()) {
      return value.isTextual() ? 1L + value.textValue().length() : 1;
    }
    long weight = 1;
    for (var member : value.properties()) {
      weight += member.getKey().length();
    }
    for (JsonNode part : value) {
      weight += weighed(part, most - weight);
      if (weight > most) {
        return weight;
      }
    }
    return weight;
  }

  /** A value is part of the result. */
  void result(JsonNode value, int nesting) {
    result += value.isTextual() ? value.textValue().length() + 3 : 4;
    if (value.isObject()) {
      value.fieldNames().forEachRemaining(name -> result += name.length() + 3);
    }
    if (result > MAX_RESULT || nesting > MAX_NESTING) {
      throw new ExpressionFault(
          "Expected a result of at most %d characters and %d levels, but it has more"
              .formatted(MAX_RESULT, MAX_NESTING));
    }
  }

  private void spend(long cost) {
    spent += cost;
    if (spent > MAX_COST) {
      throw new ExpressionFault(
          "Expected an expression of at most " + MAX_COST + " steps, but it takes more");
    }
  }
}
