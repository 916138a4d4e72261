package dev.assay.query.reading;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import dev.assay.http.PageQuery;
import dev.assay.http.json.Spelling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that an endpoint does not know: a misspelt filter must not answer more
 * than was asked for. Looks at the query API's own endpoints only.
 */
public final class KnownParameters implements HandlerInterceptor {
  private static final String OURS = "dev.assay.query.";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && method.getBeanType().getName().startsWith(OURS)) {
      Set<String> known = known(method);
      for (Map.Entry<String, String[]> sent : request.getParameterMap().entrySet()) {
        if (!known.contains(sent.getKey())) {
          String nearest = Spelling.nearest(sent.getKey(), known);
          throw refused(
              sent.getKey(),
              "Expected only the parameters " + known + ", but this endpoint knows no other",
              nearest == null ? null : "Did you mean " + nearest + "?");
        }
        if (sent.getValue().length > 1) {
          throw refused(
              sent.getKey(), "Expected " + sent.getKey() + " once, but it was sent again", null);
        }
      }
      requireKnown(ItemFields.asked(request), ItemFields.of(method.getReturnType()).keySet());
    }
    return true;
  }

  private static void requireKnown(List<String> asked, Set<String> fields) {
    for (String field : asked) {
      if (!fields.contains(field)) {
        String nearest = Spelling.nearest(field, fields);
        throw refused(
            ItemFields.PARAMETER,
            "Expected fields to be of " + fields + Filters.but(field),
            nearest == null ? null : "Did you mean " + nearest + "?");
      }
    }
  }

  private static Set<String> known(HandlerMethod method) {
    Set<String> known = new TreeSet<>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      if (parameter.getParameterType() == PageQuery.class) {
        known.addAll(List.of("limit", "cursor", "sort", ItemFields.PARAMETER));
      }
      if (parameter.hasParameterAnnotation(RequestParam.class)) {
        String name = parameter.getParameter().getName();
        known.add(name);
      }
    }
    return known;
  }

  private static CommandRejected refused(String name, String detail, @Nullable String hint) {
    String shown = name.length() <= 100 ? name : name.substring(0, 100) + "…";
    return new CommandRejected(
        RejectionCode.INVALID_ARGUMENT,
        detail,
        Map.of(),
        List.of(new InputError("?" + shown, null, null, "UNKNOWN_PARAMETER", detail, hint)));
  }
}
