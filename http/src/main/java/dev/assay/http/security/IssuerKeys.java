package dev.assay.http.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The issuer's keys, found at the first token and not at start-up: the issuer may be this very
 * program, or may start later. Keys are cached, refreshed when an unknown one is met, and fetched
 * at a bounded rate.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 5_000;
  private static final int MAX_BYTES = 256 * 1024;

  private final SecurityProperties properties;
  private final DefaultResourceRetriever retriever =
      new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MAX_BYTES);
  private volatile @Nullable JWKSource<SecurityContext> found;

  IssuerKeys(SecurityProperties properties) {
    this.properties = properties;
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    JWKSource<SecurityContext> source = found;
    if (source == null) {
      source = JWKSourceBuilder.create(keysUrl(), retriever).build();
      found = source;
    }
    return source.get(selector, context);
  }

  private URL keysUrl() throws KeySourceException {
    try {
      if (properties.jwkSetUri() != null) {
        return URI.create(properties.jwkSetUri()).toURL();
      }
      URL discovery = URI.create(properties.issuer() + "/.well-known/openid-configuration").toURL();
      JsonNode document =
          JsonMapper.shared().readTree(retriever.retrieveResource(discovery).getContent());
      JsonNode uri = document.get("jwks_uri");
      if (uri == null || !uri.isString()) {
        throw new RemoteKeySourceException("The discovery document has no jwks_uri", null);
      }
      return URI.create(uri.stringValue()).toURL();
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new RemoteKeySourceException("The issuer's keys cannot be found", e);
    }
  }
}
