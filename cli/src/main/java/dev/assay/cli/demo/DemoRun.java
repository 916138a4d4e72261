package dev.assay.cli.demo;

import dev.assay.cli.Failure;
import dev.assay.cli.Terminal;
import dev.assay.cli.api.ApiAnswer;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.EventStream;
import dev.assay.cli.run.Documents;
import dev.assay.cli.run.Executions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Registers the examples and runs the workflow over the documents, a few at a time. */
final class DemoRun {
  private final ApiClient api;
  private final Terminal terminal;
  private final boolean quiet;
  private final long begun = System.nanoTime();

  /**
   * @param quiet tells nothing while it runs
   */
  DemoRun(ApiClient api, Terminal terminal, boolean quiet) {
    this.api = api;
    this.terminal = terminal;
    this.quiet = quiet;
  }

  /** Answers the endings in the order of the documents. */
  List<Ending> run(Examples examples, int atOnce) throws InterruptedException {
    for (Path agent : examples.agents()) {
      String name = Examples.baseName(agent);
      ApiAnswer answer = api.put("/agents/" + name, Documents.yaml(agent));
      tell("", "agent " + terminal.bold(name) + ", version " + answer.text("version"));
    }
    Path definition = examples.workflow();
    String version = Executions.versionOf(definition);
    String workflow = Executions.register(api, definition);
    tell("", "workflow " + terminal.bold(Examples.baseName(definition)) + ", version " + version);
    List<Examples.Document> documents = examples.documents();
    tell("", documents.size() + " documents, " + atOnce + " at a time");
    int width = documents.stream().mapToInt(d -> d.name().length()).max().orElse(0);

    try (ExecutorService workers = Executors.newFixedThreadPool(atOnce)) {
      List<Future<Ending>> runs = new ArrayList<>();
      for (Examples.Document document : documents) {
        runs.add(workers.submit(() -> one(workflow, version, document, width)));
      }
      List<Ending> endings = new ArrayList<>();
      try {
        for (Future<Ending> run : runs) {
          endings.add(result(run));
        }
      } finally {
        workers.shutdownNow();
      }
      return endings;
    }
  }

  private Ending one(String workflow, String version, Examples.Document document, int width)
      throws InterruptedException {
    String name = document.name() + " ".repeat(width - document.name().length());
    Executions.Started started = Executions.start(api, workflow, document.input(), version);
    Story story =
        new Story(document.name(), started.executionId(), terminal, line -> tell(name, line));
    new EventStream(api, "/executions/" + started.executionId() + "/stream", started.position())
        .follow(story::hear);
    return story.ending();
  }

  private static Ending result(Future<Ending> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw new IllegalStateException("A document could not be run", e.getCause());
    }
  }

  private void tell(String about, String line) {
    if (!quiet) {
      double seconds = (System.nanoTime() - begun) / 1e9;
      String time = terminal.dim(String.format(Locale.ROOT, "%6.1fs", seconds));
      terminal.line(time + "  " + (about.isEmpty() ? "" : about + "  ") + line);
    }
  }
}
