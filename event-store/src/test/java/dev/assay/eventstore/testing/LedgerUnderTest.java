package dev.assay.eventstore.testing;

import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.ledger.publishing.Notary;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;

/** A ledger whose key everybody knows. */
public final class LedgerUnderTest {
  public static final String ORIGIN = "log.test/assay";

  /** PKCS #8 of an Ed25519 key, without the lines of PEM. */
  public static final String KEY =
      "MC4CAQAwBQYDK2VwBCIEIEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBA";

  private LedgerUnderTest() {}

  public static LedgerProperties properties() {
    return LedgerProperties.of(ORIGIN, KEY);
  }

  public static LedgerProperties named(String origin) {
    return LedgerProperties.of(origin, KEY);
  }

  /** With so few tenants' heads signed in one transaction. */
  public static LedgerProperties signingAtMost(int tenantSignatures) {
    LedgerProperties all = properties();
    return new LedgerProperties(
        all.origin(),
        null,
        all.signingKey(),
        null,
        false,
        null,
        all.publishPause(),
        tenantSignatures,
        all.witnesses(),
        all.witnessPause(),
        all.witnessTimeout());
  }

  public static Notary notary(DataSource sequencer, MeterRegistry meters) {
    return new Notary(sequencer, properties(), meters);
  }
}
