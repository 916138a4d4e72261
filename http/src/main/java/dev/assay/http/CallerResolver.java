package dev.assay.http;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.http.limit.RequestIdFilter;
import dev.assay.http.security.CallerAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers their {@link Caller}. */
public final class CallerResolver implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
    if (request == null) {
      throw new IllegalStateException("Only servlet requests have a caller");
    }
    return caller(request);
  }

  /** Throws {@code UNAUTHENTICATED} or {@code FORBIDDEN} where there is no caller with a tenant. */
  public static Caller caller(HttpServletRequest request) {
    if (!(SecurityContextHolder.getContext().getAuthentication()
        instanceof CallerAuthentication authentication)) {
      throw new CommandRejected(
          RejectionCode.UNAUTHENTICATED, "Expected a bearer token or an API key, but got none");
    }
    TenantId tenant = authentication.tenant();
    if (tenant == null) {
      throw new CommandRejected(
          RejectionCode.FORBIDDEN, "Expected a token with a tenant_id, but it names no tenant");
    }
    String requestId = RequestIdFilter.requestId(request);
    if (requestId == null) {
      requestId = Uuids.next().toString();
    }
    String correlationId = RequestIdFilter.correlationId(request);
    return new Caller(
        tenant,
        authentication.actor(),
        requestId,
        correlationId == null ? requestId : correlationId);
  }
}
