package dev.assay.eventstore.processing.parking;

import dev.assay.eventstore.database.Databases;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventHandlerInvoker;

/** The process managers of this process, each with what parks its events. */
public final class ProcessParking {
  private final ProcessSequences sequences;
  private final MeterRegistry registry;
  private final ParkedEvents parked;
  private final Map<String, ParkingInvoker> invokers = new ConcurrentHashMap<>();

  public ProcessParking(Databases databases, ProcessSequences sequences, MeterRegistry registry) {
    this.sequences = sequences;
    this.registry = registry;
    this.parked = new ParkedEvents(databases);
  }

  /** What a processor is to call instead of the sagas themselves. */
  public EventHandlerInvoker around(String processManager, EventHandlerInvoker sagas) {
    return invokers.computeIfAbsent(
        processManager,
        name ->
            new ParkingInvoker(
                name,
                sagas,
                sequences,
                parked,
                Counter.builder("assay.process.parked").tag("process", name).register(registry)));
  }

  Optional<ParkingInvoker> of(String processManager) {
    return Optional.ofNullable(invokers.get(processManager));
  }

  ParkedEvents parked() {
    return parked;
  }
}
