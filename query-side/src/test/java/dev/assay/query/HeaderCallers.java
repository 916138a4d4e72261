package dev.assay.query;

import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.http.security.CallerAuthentication;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Believes what the headers say. */
final class HeaderCallers extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    TenantId tenant = TenantId.of(request.getHeader("Test-Tenant"));
    String roles = request.getHeader("Test-Roles");
    Actor actor =
        new Actor(
            Actor.Kind.USER,
            "ada",
            null,
            roles.isEmpty()
                ? Set.of()
                : Arrays.stream(roles.split(",")).map(Role::of).collect(Collectors.toSet()),
            "test",
            null);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new CallerAuthentication(tenant, actor));
    SecurityContextHolder.setContext(context);
    new RequestAttributeSecurityContextRepository().saveContext(context, request, response);
    chain.doFilter(request, response);
  }
}
