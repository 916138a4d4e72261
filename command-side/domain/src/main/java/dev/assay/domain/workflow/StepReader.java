package dev.assay.domain.workflow;

import dev.assay.domain.workflow.Step.Case;
import dev.assay.domain.workflow.Step.Header;
import dev.assay.domain.workflow.expression.JqExpression;
import dev.assay.domain.workflow.expression.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the tasks of a definition; the parts of the DSL that cannot be run are faults. */
final class StepReader {
  static final int MAX_TASKS = 500;
  static final int MAX_DEPTH = 20;

  static final String SUPPORTED = "do, set, fork, switch, call: agent and call: validate";

  /** The first that a task has says what it is: a {@code for} has a {@code do}, too. */
  private static final List<String> UNSUPPORTED =
      List.of("for", "try", "listen", "emit", "raise", "run", "wait");

  private static final List<String> KINDS = List.of("call", "fork", "set", "switch", "do");
  private static final List<String> COMMON =
      List.of("if", "input", "output", "export", "then", "metadata");
  private static final Set<String> DIRECTIVES = Set.of("continue", "exit", "end");

  private final Faults faults;
  private final ExpressionReader expressions;
  private final CallReader calls;
  private int tasks;

  StepReader(SourceText source, Faults faults) {
    this.faults = faults;
    this.expressions = new ExpressionReader(faults);
    this.calls = new CallReader(source, faults);
  }

  List<AgentUse> agents() {
    return calls.agents();
  }

  /** Tasks of a list, without those that are wrong. */
  List<Step> steps(@Nullable JsonNode json, String pointer, int depth) {
    List<Step> steps = new ArrayList<>();
    if (json == null || !json.isArray() || json.isEmpty()) {
      faults.add(
          pointer,
          "tasks",
          "Expected a list of at least one task, but it is not",
          "Write - <name>: {set: …}");
      return steps;
    }
    if (depth > MAX_DEPTH) {
      faults.add(
          pointer,
          "depth",
          "Expected tasks nested at most " + MAX_DEPTH + " deep, but these are deeper",
          null);
      return steps;
    }
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < json.size() && tasks <= MAX_TASKS; i++) {
      Step step = item(json.get(i), pointer + "/" + i, names, depth);
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private @Nullable Step item(JsonNode item, String pointer, Set<String> names, int depth) {
    if (!item.isObject() || item.size() != 1) {
      faults.add(
          pointer,
          "task",
          "Expected a task as one name with its definition, but it is not",
          "Indent the task's members below its name");
      return null;
    }
    String name = item.propertyNames().iterator().next();
    String at = pointer + SourceText.token(name);
    if (++tasks > MAX_TASKS) {
      faults.add(
          at, "too-many", "Expected at most " + MAX_TASKS + " tasks, but there are more", null);
      return null;
    }
    if (!names.add(name)) {
      faults.add(
          at, "duplicate-task", "Expected one task named " + name + ", but there are two", null);
    }
    if (DIRECTIVES.contains(name) || name.isBlank() || name.length() > 100) {
      faults.add(
          at,
          "task-name",
          "Expected a task's name of 1 to 100 characters other than continue, exit and end, but it"
              + " is '"
              + name
              + "'",
          null);
    }
    Members task = Members.of(item.get(name), at, "task " + name, faults);
    return task == null ? null : task(name, task, depth);
  }

  private @Nullable Step task(String name, Members task, int depth) {
    for (String unsupported : UNSUPPORTED) {
      if (task.get(unsupported) != null) {
        faults.add(
            task.pointer(unsupported),
            "unsupported",
            "Expected a task of a kind that can be run, but " + unsupported + " is none",
            "Supported are " + SUPPORTED);
        return null;
      }
    }
    String kind = KINDS.stream().filter(k -> task.get(k) != null).findFirst().orElse(null);
    if (kind == null) {
      faults.add(
          task.pointer(),
          "task-kind",
          "Expected task " + name + " to say what it does, but it does not",
          "Supported are " + SUPPORTED);
      return null;
    }
    List<String> allowed = new ArrayList<>(COMMON);
    allowed.add(kind);
    if (kind.equals("call")) {
      allowed.add("with");
    }
    refuseTimeout(task);
    allowed.add("timeout");
    task.only("a " + kind + " task", allowed);
    Header header = header(name, task);
    return switch (kind) {
      case "call" -> calls.call(header, task);
      case "set" -> set(header, task);
      case "fork" -> fork(header, task, depth);
      case "switch" -> choice(header, task);
      default -> new Step.Do(header, steps(task.get("do"), task.pointer("do"), depth + 1));
    };
  }

  private void refuseTimeout(Members task) {
    if (task.get("timeout") != null) {
      faults.add(
          task.pointer("timeout"),
          "unsupported",
          "Expected a task without timeout, but it has one",
          "Start the execution with a deadline, or give a pipeline a roundTimeout");
    }
  }

  private Header header(String name, Members task) {
    String then = task.text("then");
    return new Header(
        task.pointer(),
        name,
        expressions.condition(task.get("if"), task.pointer("if")),
        transformation(task, "input", "from"),
        transformation(task, "output", "as"),
        transformation(task, "export", "as"),
        then == null ? "continue" : then);
  }

  /** {@code input.from}, {@code output.as}, {@code export.as}, of a task or the workflow. */
  @Nullable Template transformation(Members of, String member, String how) {
    JsonNode json = of.get(member);
    Members members = json == null ? null : Members.of(json, of.pointer(member), member, faults);
    if (members == null) {
      return null;
    }
    if (members.get("schema") != null) {
      faults.add(
          members.pointer("schema"),
          "unsupported",
          "Expected " + member + " without a schema, but it has one",
          "Validate data with call: validate and a validator of kind json-schema");
    }
    members.only(member, List.of(how, "schema"));
    return expressions.transformation(members.get(how), members.pointer(how));
  }

  private @Nullable Step set(Header header, Members task) {
    JsonNode data = task.get("set");
    boolean text = data != null && data.isString();
    if (data == null || !(text || (data.isObject() && !data.isEmpty()))) {
      faults.add(
          task.pointer("set"),
          "type",
          "Expected set to be an object with members, or one expression, but it is neither",
          null);
      return null;
    }
    Template template =
        text
            ? expressions.transformation(data, task.pointer("set"))
            : expressions.template(data, task.pointer("set"));
    return template == null ? null : new Step.SetData(header, template);
  }

  private @Nullable Step fork(Header header, Members task, int depth) {
    Members fork = Members.of(task.get("fork"), task.pointer("fork"), "fork", faults);
    if (fork == null) {
      return null;
    }
    fork.only("fork", List.of("branches", "compete"));
    JsonNode compete = fork.get("compete");
    if (compete != null && !compete.isBoolean()) {
      faults.add(
          fork.pointer("compete"),
          "type",
          "Expected compete to be true or false, but it is neither",
          null);
    }
    List<Step> branches = steps(fork.get("branches"), fork.pointer("branches"), depth + 1);
    for (Step branch : branches) {
      if (!DIRECTIVES.contains(branch.header().then())) {
        faults.add(
            branch.reference() + "/then",
            "flow-target",
            "Expected a branch to go nowhere but to its end, but it goes to "
                + branch.header().then(),
            "Put the tasks of a branch into a do");
      }
    }
    return new Step.Fork(header, branches, compete != null && compete.asBoolean(false));
  }

  private @Nullable Step choice(Header header, Members task) {
    JsonNode json = task.get("switch");
    if (json == null || !json.isArray() || json.isEmpty()) {
      faults.add(
          task.pointer("switch"),
          "type",
          "Expected switch to be a list of at least one case, but it is not",
          "Write - <name>: {when: …, then: …}");
      return null;
    }
    List<Case> cases = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    boolean hasDefault = false;
    for (int i = 0; i < json.size(); i++) {
      Case one = oneCase(json.get(i), task.pointer("switch") + "/" + i, names, hasDefault);
      if (one != null) {
        cases.add(one);
        hasDefault |= one.when() == null;
      }
    }
    return new Step.Switch(header, cases);
  }

  private @Nullable Case oneCase(
      JsonNode item, String pointer, Set<String> names, boolean hasDefault) {
    if (!item.isObject() || item.size() != 1) {
      faults.add(
          pointer, "case", "Expected a case as one name with when and then, but it is not", null);
      return null;
    }
    String name = item.propertyNames().iterator().next();
    String at = pointer + SourceText.token(name);
    Members members = Members.of(item.get(name), at, "case " + name, faults);
    if (members == null) {
      return null;
    }
    members.only("a case", List.of("when", "then"));
    if (!names.add(name)) {
      faults.add(
          at, "duplicate-case", "Expected one case named " + name + ", but there are two", null);
    }
    if (hasDefault) {
      faults.add(
          at,
          "default-not-last",
          "Expected the case without when to be the last, but " + name + " comes after it",
          null);
    }
    JsonNode written = members.get("when");
    JqExpression when = expressions.condition(written, members.pointer("when"));
    String then = members.requiredText("then");
    return then == null || (written != null && when == null) ? null : new Case(name, when, then);
  }
}
