package dev.assay.query.graphql;

import dev.assay.http.PageQuery;
import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.execution.instrumentation.Instrumentation;
import graphql.parser.ParserOptions;

/** How much one question may ask for. */
final class GraphLimits {
  static final int MOST_CHARACTERS = 20_000;
  static final int MOST_TOKENS = 5_000;

  /** What tools ask about the schema itself is 15 deep. */
  static final int DEEPEST = 15;

  static final int MOST_FIELDS = 20_000;

  /** Lists within lists count as so many. */
  private static final int USUAL_PARTS = 5;

  private GraphLimits() {}

  static Instrumentation instrumentation() {
    return new ChainedInstrumentation(
        new MaxQueryDepthInstrumentation(DEEPEST),
        new MaxQueryComplexityInstrumentation(MOST_FIELDS, GraphLimits::fields));
  }

  static ParserOptions parser() {
    return ParserOptions.newParserOptions()
        .maxCharacters(MOST_CHARACTERS)
        .maxTokens(MOST_TOKENS)
        .maxWhitespaceTokens(MOST_CHARACTERS)
        .captureIgnoredChars(false)
        .build();
  }

  /** A field and what is in it, as often as it will be answered at most. */
  private static int fields(FieldComplexityEnvironment field, int within) {
    long times = 1;
    if (field.getFieldDefinition().getArgument("limit") != null) {
      Object limit = field.getArguments().get("limit");
      times =
          limit instanceof Integer sent
              ? Math.clamp(sent, 1, PageQuery.MAX_LIMIT)
              : PageQuery.DEFAULT_LIMIT;
    } else if (isList(field) && !field.getField().getName().equals("items")) {
      times = USUAL_PARTS;
    }
    return (int) Math.min(Integer.MAX_VALUE / 4, 1 + times * within);
  }

  private static boolean isList(FieldComplexityEnvironment field) {
    return graphql.schema.GraphQLTypeUtil.isList(
        graphql.schema.GraphQLTypeUtil.unwrapNonNull(field.getFieldDefinition().getType()));
  }
}
