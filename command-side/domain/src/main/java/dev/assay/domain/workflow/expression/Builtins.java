package dev.assay.domain.workflow.expression;

import java.util.Map;
import java.util.Set;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;

/** The functions that expressions may call: jq's own, without those that a replay cannot repeat. */
final class Builtins {
  static final Version VERSION = Versions.JQ_1_6;

  /** They read the environment or the clock, write somewhere, or look into the interpreter. */
  private static final Set<String> IMPURE =
      Set.of(
          "env",
          "now",
          "input",
          "inputs",
          "input_filename",
          "input_line_number",
          "debug",
          "stderr",
          "debug_scope",
          "builtins",
          "halt",
          "halt_error",
          "localtime",
          "strflocaltime",
          "get_search_list",
          "modulemeta");

  /** A pattern that backtracks cannot be metered here; the regex validator can. */
  private static final Set<String> REGULAR_EXPRESSIONS =
      Set.of(
          "_match_impl",
          "_sub_impl",
          "test",
          "match",
          "capture",
          "scan",
          "splits",
          "sub",
          "gsub",
          "split/2",
          "ascii");

  private static final Scope SCOPE = load();

  private Builtins() {}

  /** A fresh scope for one evaluation. */
  static Scope scope() {
    return Scope.newChildScope(SCOPE);
  }

  static boolean has(String name, int arity) {
    return SCOPE.getFunction(name, arity) != null;
  }

  static boolean isRegularExpression(String name, int arity) {
    return REGULAR_EXPRESSIONS.contains(name) || REGULAR_EXPRESSIONS.contains(name + "/" + arity);
  }

  private static Scope load() {
    Scope scope = Scope.newEmptyScope();
    ClassLoader loader = BuiltinFunctionLoader.class.getClassLoader();
    BuiltinFunctionLoader library = BuiltinFunctionLoader.getInstance();
    // Those that jq defines in jq look theirs up in the scope they are given: the metered ones.
    add(scope, library.loadFunctionsFromServiceLoader(loader, VERSION));
    Map<String, Function> written = library.loadFunctionsFromJsonJq(loader, VERSION, scope);
    written.values().forEach(SyntaxTree::meter);
    add(scope, written);
    return scope;
  }

  private static void add(Scope scope, Map<String, Function> functions) {
    functions.forEach(
        (signature, function) -> {
          String name = signature.split("/", 2)[0];
          if (!IMPURE.contains(name)
              && !REGULAR_EXPRESSIONS.contains(name)
              && !REGULAR_EXPRESSIONS.contains(signature)) {
            scope.addFunction(signature, metered(signature, function));
          }
        });
  }

  private static Function metered(String signature, Function function) {
    return (scope, args, in, path, output, version) -> {
      Meter meter = Meter.CURRENT.get();
      meter.enter();
      try {
        function.apply(
            scope,
            Guards.guarded(signature, args, in),
            in,
            path,
            (value, at) -> {
              meter.built(value);
              output.emit(value, at);
            },
            version);
      } finally {
        meter.leave();
      }
    };
  }
}
