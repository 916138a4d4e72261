package dev.assay.inference.worker;

import dev.assay.eventstore.codec.EventCodec;
import dev.assay.inference.CallOutcome;
import dev.assay.inference.limits.GuardedProvider;
import dev.assay.inference.limits.GuardedProviders;
import dev.assay.inference.queue.CallLeases;
import dev.assay.inference.queue.ClaimedCall;
import dev.assay.inference.queue.WorkSignal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandBus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Pulls calls from the queue, never more than it has slots for, and has each made and recorded in a
 * virtual thread of its own. Holds no database connection while a model thinks.
 */
public final class InferenceWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(InferenceWorker.class);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration BREAKING_OFF = Duration.ofSeconds(1);

  private final WorkerSettings settings;
  private final CallLeases leases;
  private final WorkSignal signal;
  private final GuardedProviders providers;
  private final CallRunner runner;
  private final OutcomeRecorder recorder;
  private final CallsInFlight calls = new CallsInFlight();
  private final Heartbeat heartbeat;
  private volatile boolean running;
  private volatile boolean claiming;
  private @Nullable Thread loop;

  /**
   * @param codec opens what is asked of a model
   * @param commands carries what is recorded to the aggregate, wherever it is
   */
  public InferenceWorker(
      WorkerSettings settings,
      CallLeases leases,
      WorkSignal signal,
      GuardedProviders providers,
      LocalInferenceBus inference,
      EventCodec codec,
      CommandBus commands,
      MeterRegistry meters) {
    this.settings = settings;
    this.leases = leases;
    this.signal = signal;
    this.providers = providers;
    this.runner = new CallRunner(inference, codec, settings.maxAttempts());
    this.recorder = new OutcomeRecorder(commands, leases);
    this.heartbeat = new Heartbeat(leases, calls, settings.heartbeat(), meters);
    Gauge.builder("work.queue.depth", heartbeat, h -> h.depth().due()).register(meters);
    Gauge.builder("work.queue.waiting", heartbeat, h -> h.depth().waiting()).register(meters);
    Gauge.builder("work.queue.oldest_age_ms", heartbeat, h -> h.depth().oldestDueMs())
        .register(meters);
    Gauge.builder("work.in_flight", calls, CallsInFlight::count).register(meters);
  }

  /** A worker runs once: after a stop it cannot be started again. */
  @Override
  public synchronized void start() {
    if (running || loop != null) {
      return;
    }
    running = true;
    heartbeat.start();
    loop = Thread.ofVirtual().name("inference-worker").start(this::pull);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  public WorkerStatus status() {
    return new WorkerStatus(
        running,
        claiming,
        settings.slots(),
        calls.count(),
        heartbeat.depth(),
        providers.all().stream()
            .collect(Collectors.toMap(GuardedProvider::name, GuardedProvider::breakerState)));
  }

  private void pull() {
    Duration pause = SHORTEST_PAUSE;
    try {
      while (running) {
        int free = settings.slots() - calls.count();
        List<ClaimedCall> claimed = free > 0 ? claim(free) : List.of();
        if (claimed.isEmpty()) {
          signal.await(pause);
          pause = longer(pause);
        } else {
          pause = SHORTEST_PAUSE;
          claimed.forEach(call -> calls.begin(call, this::work));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private List<ClaimedCall> claim(int free) {
    try {
      List<ClaimedCall> claimed = leases.claim(free, settings.serves());
      claiming = true;
      return claimed;
    } catch (DataAccessException e) {
      claiming = false;
      log.warn("Could not claim model calls: {}", e.toString());
      return List.of();
    }
  }

  private void work(InFlight inFlight) {
    ClaimedCall call = inFlight.call;
    try {
      CallOutcome outcome = runner.run(call);
      // An interrupt was meant for the call; in what follows it would tear a connection.
      boolean unused = Thread.interrupted();
      if (inFlight.beginRecording()) {
        settle(call, outcome);
      }
    } catch (InterruptedException e) {
      log.warn("Model call {} was interrupted while it was recorded", call.requestId());
    } catch (RuntimeException e) {
      // The lease runs out, and the call is claimed again.
      log.error("Model call {} could not be settled", call.requestId(), e);
    } finally {
      signal.wake();
    }
  }

  private void settle(ClaimedCall call, CallOutcome outcome) throws InterruptedException {
    switch (outcome) {
      case CallOutcome.Busy(Duration retryAfter) ->
          leases.postpone(call.leaseId(), retryAfter, false);
      case CallOutcome.Aborted aborted -> leases.release(List.of(call.leaseId()));
      case CallOutcome.Answered answered -> recorder.record(call, answered);
      case CallOutcome.Failed failed -> recorder.record(call, failed);
    }
  }

  /** Stops claiming, lets calls in flight end for a while, breaks off the rest, gives them back. */
  @Override
  public void stop() {
    Thread stopped = halt();
    if (stopped == null) {
      return;
    }
    try {
      stopped.join(LONGEST_PAUSE.multipliedBy(2));
      if (!calls.awaitNone(settings.drain())) {
        breakOffTheRest();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      heartbeat.stop();
    }
  }

  private synchronized @Nullable Thread halt() {
    if (!running) {
      return null;
    }
    running = false;
    claiming = false;
    signal.wake();
    return loop;
  }

  private void breakOffTheRest() throws InterruptedException {
    List<InFlight> left = calls.all();
    left.forEach(InFlight::breakOff);
    boolean ended = calls.awaitNone(BREAKING_OFF);
    List<UUID> brokenOff =
        left.stream().filter(InFlight::brokenOff).map(inFlight -> inFlight.call.leaseId()).toList();
    leases.release(brokenOff);
    log.info(
        "Stopped with {} model calls given back{}",
        brokenOff.size(),
        ended ? "" : " and some that did not end in time");
  }
}
