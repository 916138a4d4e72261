package dev.assay.query.graphql;

import dev.assay.http.Page;
import dev.assay.query.agentexecutions.AgentExecutionQueries;
import dev.assay.query.agents.AgentQueries;
import dev.assay.query.apikeys.ApiKeyQueries;
import dev.assay.query.conversations.ConversationQueries;
import dev.assay.query.costs.CostQueries;
import dev.assay.query.dashboard.DashboardQueries;
import dev.assay.query.executions.ExecutionQueries;
import dev.assay.query.reading.Json;
import dev.assay.query.reviews.ReviewQueries;
import dev.assay.query.tenants.TenantQueries;
import dev.assay.query.tenants.TenantUsageQueries;
import dev.assay.query.validations.ValidationQueries;
import dev.assay.query.workflows.WorkflowOverviewQueries;
import dev.assay.query.workflows.WorkflowQueries;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.web.bind.annotation.GetMapping;

/** The types of the graph, as the records that REST answers with have them. */
final class SchemaTypes {
  private static final List<Class<?>> CONTROLLERS =
      List.of(
          AgentExecutionQueries.class,
          AgentQueries.class,
          ApiKeyQueries.class,
          ConversationQueries.class,
          CostQueries.class,
          DashboardQueries.class,
          ExecutionQueries.class,
          ReviewQueries.class,
          TenantQueries.class,
          TenantUsageQueries.class,
          ValidationQueries.class,
          WorkflowOverviewQueries.class,
          WorkflowQueries.class);

  private static final Map<Class<?>, String> SCALARS =
      Map.ofEntries(
          Map.entry(UUID.class, "ID"),
          Map.entry(String.class, "String"),
          Map.entry(Instant.class, "DateTime"),
          Map.entry(LocalDate.class, "Date"),
          Map.entry(int.class, "Int"),
          Map.entry(Integer.class, "Int"),
          Map.entry(long.class, "Long"),
          Map.entry(Long.class, "Long"),
          Map.entry(boolean.class, "Boolean"),
          Map.entry(Boolean.class, "Boolean"),
          Map.entry(double.class, "Float"),
          Map.entry(Double.class, "Float"),
          Map.entry(BigDecimal.class, "Decimal"),
          Map.entry(Json.class, "JSON"),
          Map.entry(Map.class, "JSON"));

  private final Map<String, String> types = new TreeMap<>();

  private SchemaTypes() {}

  /** All of them, by name. */
  static String text() {
    SchemaTypes all = new SchemaTypes();
    CONTROLLERS.stream()
        .flatMap(controller -> Arrays.stream(controller.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(GetMapping.class))
        .sorted(Comparator.comparing(Method::toString))
        .forEach(method -> all.answer(ResolvableType.forMethodReturnType(method)));
    return "# Written by SchemaTypesTest from the records that the REST API answers with.\n\n"
        + String.join("\n", all.types.values());
  }

  private void answer(ResolvableType returned) {
    Class<?> type = returned.resolve(Object.class);
    if (type == Page.class) {
      String item = type(returned.getGeneric(0));
      types.put(
          item + "Page",
          "type %sPage {\n  items: [%s!]!\n  nextCursor: String\n}\n".formatted(item, item));
    } else if (type.isRecord()) {
      type(returned);
    } else {
      answer(returned.getGeneric(0));
    }
  }

  private String type(ResolvableType type) {
    Class<?> found = type.resolve(Object.class);
    String scalar = SCALARS.get(found);
    if (scalar != null || found.isEnum()) {
      return scalar == null ? "String" : scalar;
    }
    if (List.class.isAssignableFrom(found)) {
      return "[" + type(type.getGeneric(0)) + "!]";
    }
    String name = name(found);
    if (types.putIfAbsent(name, "") == null) {
      StringBuilder text = new StringBuilder("type " + name + " {\n");
      for (RecordComponent field : found.getRecordComponents()) {
        String of = type(ResolvableType.forMethodReturnType(field.getAccessor()));
        text.append("  %s: %s%s\n".formatted(field.getName(), of, isNullable(field) ? "" : "!"));
      }
      types.put(name, text.append("}\n").toString());
    }
    return name;
  }

  private static boolean isNullable(RecordComponent field) {
    AnnotatedType type = field.getAnnotatedType();
    return type.isAnnotationPresent(Nullable.class);
  }

  /**
   * A record within {@code ExecutionViews} is of executions; a {@code Detail} is the thing itself.
   */
  private static String name(Class<?> type) {
    String own = type.getSimpleName().replaceFirst("(?<=.)View$", "");
    Class<?> around = type.getEnclosingClass();
    if (around == null) {
      return own;
    }
    String of = around.getSimpleName().replaceFirst("(Views|Queries)$", "");
    if (own.equals("Detail") || of.endsWith(own)) {
      return of;
    }
    return own.startsWith(of) ? own : of + own;
  }
}
