package dev.assay.query.audit.dossier;

import dev.assay.api.access.AccessRecord;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.query.audit.bundle.Bundles;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The dossiers' part of role query. */
@Configuration(proxyBeanMethods = false)
@Import(DossierQueries.class)
public class DossierConfiguration {
  @Bean
  Dossiers dossiers(Bundles bundles, AccessRecord record, Sealing sealing) {
    return new Dossiers(bundles, record, sealing, Clock.systemUTC());
  }
}
