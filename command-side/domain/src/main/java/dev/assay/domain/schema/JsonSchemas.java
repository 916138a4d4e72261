package dev.assay.domain.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import dev.assay.domain.budget.CountedText;
import dev.assay.domain.budget.StepBudget;
import dev.assay.domain.budget.StepBudgetExceeded;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * JSON Schema (draft 2020-12 unless {@code $schema} says otherwise), evaluated within {@value
 * #STEPS} steps of a keyword or of a pattern's character. References reach only into the schema
 * itself: nothing is ever fetched.
 */
public final class JsonSchemas {
  /** The longest schema, in characters of compact JSON. */
  public static final int MAX_SCHEMA_CHARS = 100_000;

  /** The most faults that are told. */
  public static final int MAX_FAULTS = 20;

  private static final long STEPS = 2_000_000;

  /** How deep keywords may be nested at run time: far below what the stack of a thread bears. */
  private static final int MAX_DEPTH = 300;

  private static final Schema META_SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

  private JsonSchemas() {}

  /**
   * What is wrong with a schema itself, with pointers into it; empty when it can be used. A
   * reference that leaves the schema or finds nothing is a fault.
   */
  public static List<SchemaFault> faultsOfSchema(JsonNode schema) {
    if (!schema.isObject() && !schema.isBoolean()) {
      return List.of(
          new SchemaFault(
              "", "Expected a JSON Schema to be an object or a boolean, but it is neither"));
    }
    int length = schema.toString().length();
    if (length > MAX_SCHEMA_CHARS) {
      return List.of(
          new SchemaFault(
              "",
              "Expected a schema of at most %d characters, but it has %d"
                  .formatted(MAX_SCHEMA_CHARS, length)));
    }
    try {
      StepBudget budget = new StepBudget(STEPS);
      List<SchemaFault> faults =
          validate(META_SCHEMA, schema, budget).stream()
              .map(
                  fault ->
                      new SchemaFault(
                          fault.pointer(), "Expected a schema, but it " + fault.message()))
              .toList();
      if (faults.isEmpty()) {
        compile(schema, budget).initializeValidators();
      }
      return faults;
    } catch (SchemaException | PatternSyntaxException e) {
      return List.of(new SchemaFault("", "Expected a schema that compiles, but " + e.getMessage()));
    } catch (StepBudgetExceeded | StackOverflowError e) {
      return List.of(new SchemaFault("", "Expected a simpler schema, but this one has no end"));
    }
  }

  /**
   * Where {@code value} does not match; at most {@value #MAX_FAULTS}. Throws {@link
   * StepBudgetExceeded} where that takes too many steps; the schema must be one that {@link
   * #faultsOfSchema} finds no fault in.
   */
  public static List<SchemaFault> faults(JsonNode schema, JsonNode value) {
    StepBudget budget = new StepBudget(STEPS);
    try {
      return validate(compile(schema, budget), value, budget);
    } catch (StackOverflowError e) {
      throw new StepBudgetExceeded(STEPS);
    }
  }

  private static List<SchemaFault> validate(Schema schema, JsonNode value, StepBudget budget) {
    ExecutionContext context = new BudgetedContext(budget);
    schema.validate(context, value);
    return context.getErrors().stream().limit(MAX_FAULTS).map(JsonSchemas::fault).toList();
  }

  private static SchemaFault fault(Error error) {
    return new SchemaFault(error.getInstanceLocation().toString(), error.getMessage());
  }

  private static Schema compile(JsonNode schema, StepBudget budget) {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .locale(Locale.ROOT)
            .pathType(PathType.JSON_POINTER)
            .preloadSchema(false)
            .formatAssertionsEnabled(true)
            .regularExpressionFactory(pattern -> budgeted(pattern, budget))
            .build();
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry ->
                registry
                    .schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.block(iri -> true))
                    .schemaRegistryConfig(config))
        .getSchema(schema);
  }

  private static RegularExpression budgeted(String pattern, StepBudget budget) {
    Pattern compiled = Pattern.compile(pattern);
    return text -> compiled.matcher(new CountedText(text, budget)).find();
  }

  /** Counts every keyword that is evaluated, and how deep. */
  private static final class BudgetedContext extends ExecutionContext {
    private final StepBudget budget;
    private int depth;

    BudgetedContext(StepBudget budget) {
      this.budget = budget;
    }

    @Override
    public void evaluationPathAddLast(String keyword) {
      budget.step();
      if (++depth > MAX_DEPTH) {
        throw new StepBudgetExceeded(STEPS);
      }
      super.evaluationPathAddLast(keyword);
    }

    @Override
    public void evaluationPathRemoveLast() {
      depth--;
      super.evaluationPathRemoveLast();
    }
  }
}
