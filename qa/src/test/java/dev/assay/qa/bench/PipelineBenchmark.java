package dev.assay.qa.bench;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * The main job under load, with the offline model: executions per second, events per second as a
 * share of a raw insert loop on the same PostgreSQL in the same run, and HTTP latencies while it
 * works. Arguments: number of executions (default 200), how many at a time (default 16).
 */
public final class PipelineBenchmark {
  private static final long GIVE_UP_MINUTES = 8;
  private static final long POLL_MILLIS =
      250; // as people wait; 50 ms took more cores than the work
  private static final String DOCUMENT =
      "The water supply of Elm Street is interrupted on 4 March from 09:00 to 15:00. "
          + "Contractors replace 120 metres of pipe. Residents keep a reserve of drinking water. "
          + "Pressure returns by 16:00. The works cost 48,000 euros and are paid by the council. "
          + "Questions go to the works office on weekdays.";

  private PipelineBenchmark() {}

  public static void main(String[] args) throws Exception {
    int executions = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    int atOnce = args.length > 1 ? Integer.parseInt(args[1]) : 16;
    Path dataDir = Files.createTempDirectory("assay-bench").resolve("data");
    try (ServerProcess server = ServerProcess.start(dataDir, Map.of())) {
      Api api = Api.withRoles(server.url(), dataDir, "designer,agent-runner,operator,auditor");
      String workflow = BenchWorkflow.register(api);
      run(api, workflow, Math.min(20, executions), atOnce, new Latencies(), new Latencies());
      System.out.println(
          "warmed up; measuring " + executions + " executions, " + atOnce + " at once");
      long before = head(api);
      Latencies commands = new Latencies();
      Latencies queries = new Latencies();
      double seconds = run(api, workflow, executions, atOnce, commands, queries);
      double events = (head(api) - before) / seconds;
      double raw1 = RawInserts.perSecond(dataDir, 1, 5);
      double raw32 = RawInserts.perSecond(dataDir, 32, 5);
      System.out.printf("executions/s          %8.2f%n", executions / seconds);
      System.out.printf("events/s              %8.1f%n", events);
      System.out.printf("raw inserts/s, 1 / 32 %8.1f / %.1f%n", raw1, raw32);
      System.out.printf("events to raw, 1 / 32 %8.2f / %.2f%n", events / raw1, events / raw32);
      System.out.println(commands.summary("POST executions"));
      System.out.println(queries.summary("GET execution, list"));
    } finally {
      FileSystemUtils.deleteRecursively(dataDir.getParent());
    }
  }

  private static double run(
      Api api, String workflow, int executions, int atOnce, Latencies commands, Latencies queries)
      throws InterruptedException {
    Semaphore places = new Semaphore(atOnce);
    ConcurrentLinkedQueue<Throwable> faults = new ConcurrentLinkedQueue<>();
    long began = System.nanoTime();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < executions && faults.isEmpty(); i++) {
        places.acquire();
        pool.submit(
            () -> {
              try {
                follow(api, workflow, commands, queries);
              } catch (RuntimeException | AssertionError | InterruptedException e) {
                faults.add(e);
              } finally {
                places.release();
              }
            });
      }
      pool.shutdown();
      if (!pool.awaitTermination(GIVE_UP_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException("The executions did not end in time");
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException(faults.size() + " executions failed", faults.peek());
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static void follow(Api api, String workflow, Latencies commands, Latencies queries)
      throws InterruptedException {
    Map<String, Object> input =
        Map.of("document", Map.of("title", "Works on Elm Street", "text", DOCUMENT));
    long sent = System.nanoTime();
    Api.Answer started = api.post("/workflows/" + workflow + "/executions", Map.of("input", input));
    commands.record(System.nanoTime() - sent);
    if (started.status() != 202) {
      throw new AssertionError(started.toString());
    }
    String id = started.body().get("executionId").stringValue();
    Map<String, String> fresh = Map.of("Assay-Min-Position", Long.toString(started.position()));
    while (true) {
      long asked = System.nanoTime();
      JsonNode execution = api.get("/executions/" + id, fresh).body();
      queries.record(System.nanoTime() - asked);
      JsonNode status = execution.get("status");
      if (status != null
          && List.of("COMPLETED", "FAULTED", "CANCELLED", "WAITING")
              .contains(status.stringValue())) {
        if (!status.stringValue().equals("COMPLETED")) {
          throw new AssertionError(execution.toString());
        }
        return;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static long head(Api api) {
    return api.get("/projections").body().get(0).get("headPosition").longValue();
  }
}
