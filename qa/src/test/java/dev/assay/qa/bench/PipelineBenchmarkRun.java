package dev.assay.qa.bench;

import org.junit.jupiter.api.Test;

/** Starts {@link PipelineBenchmark} by hand; its name keeps it out of the ordinary build. */
class PipelineBenchmarkRun {
  @Test
  void measure() throws Exception {
    PipelineBenchmark.main(
        new String[] {
          System.getProperty("bench.executions", "200"), System.getProperty("bench.at-once", "16")
        });
  }
}
