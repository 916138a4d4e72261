package dev.assay.query.audit.exports;

import dev.assay.query.audit.bundle.Bundles;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The exports' part of role query. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportProperties.class)
@Import(ExportQueries.class)
public class ExportConfiguration {
  @Bean
  ExportFolder exportFolder(ExportProperties properties) {
    return new ExportFolder(properties.folder());
  }

  @Bean
  ExportRunner exportRunner(ExportFolder folder, Bundles bundles, ExportProperties properties) {
    return new ExportRunner(folder, bundles, properties, Clock.systemUTC());
  }

  @Bean
  Exports exports(ExportFolder folder, ExportRunner runner, ExportProperties properties) {
    return new Exports(folder, runner, properties, Clock.systemUTC());
  }
}
