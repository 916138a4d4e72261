package dev.assay.verifier.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the arguments of the jar: options with values, and one bundle. */
final class Arguments {
  private final List<String> bundles = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<String> witnesses = new ArrayList<>();
  private OptionalInt minWitnesses = OptionalInt.empty();
  private Optional<Path> previous = Optional.empty();
  private Optional<Path> knownLogs = Optional.empty();
  private boolean isJson;

  private Arguments() {}

  static Arguments parse(List<String> args) {
    Arguments arguments = new Arguments();
    List<String> words = new ArrayList<>();
    for (String arg : args) {
      int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
      words.addAll(
          equals < 0 ? List.of(arg) : List.of(arg.substring(0, equals), arg.substring(equals + 1)));
    }
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      arguments.accept(rest.next(), rest);
    }
    return arguments;
  }

  boolean isJson() {
    return isJson;
  }

  VerifyRequest request(Map<String, String> environment) {
    if (bundles.size() != 1) {
      throw new WrongUse("Expected one bundle, but there are " + bundles.size());
    }
    return new VerifyRequest(
        Path.of(bundles.get(0)), keys, witnesses, minWitnesses, previous, knownLogs, environment);
  }

  private void accept(String word, Iterator<String> rest) {
    switch (word) {
      case "--json" -> isJson = true;
      case "--key" -> keys.add(value(word, rest));
      case "--witness" -> witnesses.add(value(word, rest));
      case "--min-witnesses" -> minWitnesses = OptionalInt.of(number(word, value(word, rest)));
      case "--previous" -> previous = Optional.of(Path.of(value(word, rest)));
      case "--known-logs" -> knownLogs = Optional.of(Path.of(value(word, rest)));
      default -> {
        if (word.startsWith("-")) {
          throw new WrongUse("Expected an option that exists, but found " + word);
        }
        bundles.add(word);
      }
    }
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new WrongUse("Expected a value after " + option + ", but there is none");
    }
    return rest.next();
  }

  private static int number(String option, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException wrong) {
      throw new WrongUse("Expected a number after " + option + ", but found '" + value + "'");
    }
  }
}
