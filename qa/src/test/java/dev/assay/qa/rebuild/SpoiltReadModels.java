package dev.assay.qa.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.projections.schema.ReadModels;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.jdbc.core.JdbcTemplate;

/** The negative control: what the harness must never see is done by hand, and it sees it. */
final class SpoiltReadModels {
  private static final int READS = 400;

  private final JdbcTemplate superuser;
  private final Contents contents;
  private final Faults faults;
  private final Random random = new Random(1);

  SpoiltReadModels(Contents contents, Faults faults) {
    this.contents = contents;
    this.faults = faults;
    this.superuser = contents.superuser();
  }

  /**
   * @param writer writes a while on a sound server
   */
  void areFound(Operator operator, Reader reader, Writer writer) throws InterruptedException {
    aChangedRow(operator);
    aViewThatIsGone(reader);
    aViewThatIsBehind(reader, writer);
  }

  private void aChangedRow(Operator operator) throws InterruptedException {
    long head = contents.head();
    Map<String, String> before = contents.hashes(head);
    superuser.update(
        "UPDATE read_model.%s SET status = 'RETIRED' WHERE name = ?"
            .formatted(contents.tableOf("agents")),
        Writer.AGENT);
    assertThat(contents.hashes(head)).isNotEqualTo(before);
    operator.begin(ReadModels.AGENTS);
    operator.end(ReadModels.AGENTS);
    assertThat(faults.take()).anyMatch(fault -> fault.contains("agents differs"));
  }

  private void aViewThatIsGone(Reader reader) throws InterruptedException {
    superuser.execute("ALTER VIEW read_model.conversations RENAME TO away");
    assertThat(readUntilFaults(reader)).anyMatch(fault -> fault.startsWith("failed: "));
    superuser.execute("ALTER VIEW read_model.away RENAME TO conversations");
  }

  /** Queries read what executions were some time ago, though more was shown already. */
  private void aViewThatIsBehind(Reader reader, Writer writer) throws InterruptedException {
    superuser.execute("CREATE TABLE public.behind AS SELECT * FROM read_model.executions");
    superuser.execute("GRANT SELECT ON public.behind TO assay_reader");
    for (int i = 0; i < 10; i++) {
      writer.execution("The shop paid " + i + " invoices in April.");
    }
    assertThat(faults.take()).isEmpty();
    superuser.execute(
        "CREATE OR REPLACE VIEW read_model.executions WITH (security_invoker = true)"
            + " AS SELECT * FROM public.behind");
    assertThat(readUntilFaults(reader))
        .anyMatch(fault -> fault.contains("is not there") || fault.contains("went back"));
  }

  private List<String> readUntilFaults(Reader reader) throws InterruptedException {
    for (int i = 0; i < READS && faults.all().isEmpty(); i++) {
      reader.readSomething(random);
    }
    return faults.take();
  }
}
