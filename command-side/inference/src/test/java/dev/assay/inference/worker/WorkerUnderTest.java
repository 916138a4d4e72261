package dev.assay.inference.worker;

import dev.assay.eventstore.testing.FixedKeys;
import dev.assay.inference.CallMeters;
import dev.assay.inference.InferenceCommandHandler;
import dev.assay.inference.ModelProvider;
import dev.assay.inference.limits.GuardedProviders;
import dev.assay.inference.limits.PriceList;
import dev.assay.inference.limits.ProviderLimits;
import dev.assay.inference.queue.QueueInDatabase;
import dev.assay.inference.queue.WorkSignal;
import dev.assay.inference.stream.TokenHub;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A worker put together as in production, on the test's queue. */
final class WorkerUnderTest implements AutoCloseable {
  /** A heartbeat that a worker as good as dead would have: none while the test runs. */
  static final Duration NO_HEARTBEAT = Duration.ofHours(1);

  final WorkSignal signal = new WorkSignal();
  final TokenHub tokens = new TokenHub();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final InferenceWorker worker;

  WorkerUnderTest(QueueInDatabase db, RecordedCommands commands, ModelProvider provider) {
    this(db, commands, provider, ProviderLimits.DEFAULT, settings(QueueInDatabase.LEASE));
  }

  WorkerUnderTest(
      QueueInDatabase db,
      RecordedCommands commands,
      ModelProvider provider,
      ProviderLimits limits,
      WorkerSettings settings) {
    GuardedProviders providers =
        new GuardedProviders(
            List.of(provider), Map.of(provider.name(), limits), meters, InstantSource.system());
    InferenceCommandHandler handler =
        new InferenceCommandHandler(providers, PriceList.free(), tokens, new CallMeters(meters));
    worker =
        new InferenceWorker(
            settings,
            db.leasesOf("under-test", settings.lease()),
            signal,
            providers,
            new LocalInferenceBus(handler),
            FixedKeys.codec(),
            commands.bus(),
            meters);
    worker.start();
  }

  static WorkerSettings settings(Duration lease) {
    return new WorkerSettings(4, lease, lease.dividedBy(4), 3, Duration.ofMillis(300), Set.of());
  }

  /** One whose leases are never prolonged, as if it hung or the network were cut. */
  static WorkerSettings withoutHeartbeat() {
    return new WorkerSettings(
        4, NO_HEARTBEAT.multipliedBy(3), NO_HEARTBEAT, 3, Duration.ofMillis(300), Set.of());
  }

  @Override
  public void close() {
    worker.stop();
  }
}
