package dev.assay.query.reading;

import dev.assay.http.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Leaves out of a list's items what {@code ?fields=} does not name. {@link KnownParameters} has
 * refused names that the items do not have.
 */
@RestControllerAdvice("dev.assay.query")
public final class ItemFields implements ResponseBodyAdvice<Object> {
  static final String PARAMETER = "fields";

  /** A page of what was asked for. */
  record Selected(List<Map<String, @Nullable Object>> items, @Nullable String nextCursor) {}

  @Override
  public boolean supports(
      MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
    return returned.getParameterType() == Page.class;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returned,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    List<String> names = asked(((ServletServerHttpRequest) request).getServletRequest());
    if (names.isEmpty() || !(body instanceof Page<?> page)) {
      return body;
    }
    Map<String, RecordComponent> fields = of(returned);
    fields.keySet().retainAll(names);
    return new Selected(
        page.items().stream().map(item -> only(fields, item)).toList(), page.nextCursor());
  }

  private static Map<String, @Nullable Object> only(
      Map<String, RecordComponent> fields, Object item) {
    Map<String, @Nullable Object> selected = new LinkedHashMap<>();
    fields.forEach(
        (name, field) ->
            selected.put(name, ReflectionUtils.invokeMethod(field.getAccessor(), item)));
    return selected;
  }

  /** The fields that are asked for; none asks for all. */
  static List<String> asked(HttpServletRequest request) {
    String sent = request.getParameter(PARAMETER);
    return sent == null || sent.isBlank() ? List.of() : List.of(sent.trim().split("\\s*,\\s*"));
  }

  /** What the items of a list have, by name; empty where it is no list. */
  static Map<String, RecordComponent> of(MethodParameter returned) {
    Class<?> item =
        ResolvableType.forMethodParameter(returned).as(Page.class).getGeneric(0).resolve();
    Map<String, RecordComponent> fields = new TreeMap<>();
    if (item != null && item.isRecord()) {
      for (RecordComponent field : item.getRecordComponents()) {
        ReflectionUtils.makeAccessible(field.getAccessor());
        fields.put(field.getName(), field);
      }
    }
    return fields;
  }
}
