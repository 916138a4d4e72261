package dev.assay.http.limit;

import dev.assay.http.problem.ProblemValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** What Tomcat itself must know: how much to drain, and how its own refusals look. */
public final class TomcatLimits
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private final LimitProperties limits;

  public TomcatLimits(LimitProperties limits) {
    this.limits = limits;
  }

  @Override
  public void customize(TomcatServletWebServerFactory tomcat) {
    tomcat.addConnectorCustomizers(
        connector -> {
          connector.setXpoweredBy(false);
          if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setMaxSwallowSize(Math.toIntExact(limits.drained().toBytes()));
          }
        });
    tomcat.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new ProblemValve()));
  }
}
