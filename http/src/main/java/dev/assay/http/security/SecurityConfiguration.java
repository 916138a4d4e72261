package dev.assay.http.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.assay.api.envelope.Role;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Nobody comes in without a token or key that names a tenant, but for the few public paths. What a
 * caller may do is decided where commands are handled and queries are answered.
 *
 * <p>A {@code JWKSource} bean (the embedded authorisation server's keys) is used where there is
 * one; otherwise the keys of the issuer are fetched.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
public class SecurityConfiguration {
  private static final String[] PUBLIC = {
    "/health",
    "/health/**",
    "/v3/api-docs",
    "/v3/api-docs.yaml",
    "/v3/api-docs/**",
    "/swagger-ui",
    "/swagger-ui.html",
    "/swagger-ui/**",
    "/problems",
    "/problems/**",
    "/oauth2/**",
    "/.well-known/**",
  };
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
          + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  @Bean
  @ConditionalOnMissingBean(JwtDecoder.class)
  JwtDecoder jwtDecoder(
      ObjectProvider<JWKSource<SecurityContext>> keys,
      SecurityProperties properties,
      ObjectProvider<Clock> clock) {
    return TokenRules.decoder(
        keys.getIfAvailable(() -> new IssuerKeys(properties)),
        properties,
        clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE - 10)
  SecurityFilterChain assaySecurity(
      HttpSecurity http,
      JwtDecoder decoder,
      SecurityProperties properties,
      ObjectProvider<ApiKeys> keys,
      ObjectProvider<Clock> clock)
      throws Exception {
    SecurityAnswers answers = new SecurityAnswers();
    return http.securityMatcher("/**")
        .csrf(AbstractHttpConfigurer::disable) // no cookie authenticates anyone
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(SecurityConfiguration::headers)
        .addFilterBefore(
            new ApiKeyFilter(keys.getIfAvailable(), clock.getIfAvailable(Clock::systemUTC)),
            BearerTokenAuthenticationFilter.class)
        .oauth2ResourceServer(
            server ->
                server
                    .authenticationEntryPoint(answers)
                    .accessDeniedHandler(answers)
                    .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(new JwtCallers())))
        .exceptionHandling(e -> e.authenticationEntryPoint(answers).accessDeniedHandler(answers))
        .authorizeHttpRequests(
            paths ->
                paths
                    // The request itself has been let in; these are its continuations.
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(PUBLIC)
                    .permitAll()
                    .requestMatchers("/metrics", "/metrics/**")
                    .access(metrics(properties.openMetrics()))
                    .anyRequest()
                    .access(aCallerWithTenant()))
        .build();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER));
  }

  private static AuthorizationManager<RequestAuthorizationContext> aCallerWithTenant() {
    return (authentication, request) ->
        new AuthorizationDecision(
            authentication.get() instanceof CallerAuthentication caller && caller.tenant() != null);
  }

  private static AuthorizationManager<RequestAuthorizationContext> metrics(boolean open) {
    return (authentication, request) ->
        new AuthorizationDecision(
            open
                || (authentication.get() instanceof CallerAuthentication caller
                    && (caller.actor().has(Role.OPERATOR)
                        || caller.actor().has(Role.PLATFORM_ADMIN))));
  }
}
