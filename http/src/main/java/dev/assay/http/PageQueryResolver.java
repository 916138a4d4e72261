package dev.assay.http;

import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers of lists their {@link PageQuery}. */
public final class PageQueryResolver implements HandlerMethodArgumentResolver {
  private static final Set<String> OF_A_PAGE = Set.of("limit", "cursor", "sort", "fields");

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == PageQuery.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return PageQuery.parse(
        request.getParameter("limit"),
        request.getParameter("cursor"),
        request.getParameter("sort"),
        list(request));
  }

  /** The path and all that narrows the list. */
  private static String list(NativeWebRequest request) {
    StringBuilder list = new StringBuilder(request.getDescription(false));
    new TreeMap<>(request.getParameterMap())
        .forEach(
            (name, values) -> {
              if (!OF_A_PAGE.contains(name)) {
                list.append('\n').append(name).append('=').append(String.join("\n", values));
              }
            });
    return list.toString();
  }
}
