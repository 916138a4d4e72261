package dev.assay.domain.workflow.expression;

import java.util.ArrayDeque;
import java.util.Deque;

/** Finds where an expression in a text ends: jq has braces and strings of its own. */
final class Braces {
  private Braces() {}

  /** The index of the brace that closes the expression which begins at {@code from}. */
  static int closing(String text, int from) {
    Deque<Character> open = new ArrayDeque<>();
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inString = !open.isEmpty() && open.peek() == '"';
      if (inString && c == '\\' && i + 1 < text.length()) {
        if (text.charAt(++i) == '(') {
          open.push('(');
        }
      } else if (c == '"') {
        if (inString) {
          open.pop();
        } else {
          open.push('"');
        }
      } else if (!inString) {
        if (c == '{' || c == '(') {
          open.push(c);
        } else if (c == '}' && open.isEmpty()) {
          return i;
        } else if ((c == '}' || c == ')') && !open.isEmpty()) {
          open.pop();
        }
      }
    }
    throw new ExpressionFault("Expected } after ${, but the text ends");
  }
}
