package dev.assay.server.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.assay.server.home.DataDirectory;
import dev.assay.server.home.Secrets;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The authorisation server of one machine, in force where no issuer is configured. It knows the
 * client-credentials grant only.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "assay.identity.embedded", havingValue = "true")
public class EmbeddedIdentityConfiguration {

  @Bean
  @Order(1)
  SecurityFilterChain authorizationServerChain(HttpSecurity http) throws Exception {
    OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
    return http.securityMatcher(server.getEndpointsMatcher())
        .with(server, configurer -> {})
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .csrf(csrf -> csrf.ignoringRequestMatchers(server.getEndpointsMatcher()))
        .build();
  }

  @Bean
  RegisteredClientRepository registeredClients(Secrets secrets) {
    return new InMemoryRegisteredClientRepository(EmbeddedClients.all(secrets));
  }

  @Bean
  JWKSource<SecurityContext> tokenSigningKeys(DataDirectory home) {
    return new ImmutableJWKSet<>(new JWKSet(SigningKey.of(home)));
  }

  @Bean
  TokenClaims tokenClaims() {
    return new TokenClaims();
  }

  @Bean
  AuthorizationServerSettings authorizationServerSettings(
      @Value("${assay.security.issuer}") String issuer) {
    return AuthorizationServerSettings.builder().issuer(issuer).build();
  }

  /** In the process that decides; the others see the tenant's events. */
  @Bean
  @Conditional(DecidesHere.class)
  DemoTenant demoTenant(CommandGateway commands) {
    return new DemoTenant(commands);
  }
}
