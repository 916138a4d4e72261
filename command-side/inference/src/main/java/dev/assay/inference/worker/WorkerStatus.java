package dev.assay.inference.worker;

import dev.assay.inference.queue.QueueDepth;
import java.util.Map;

/**
 * How the worker of this process is.
 *
 * @param claiming whether it takes calls; false after the last claim failed, and while it stops
 * @param breakers state of the circuit breaker by provider
 */
public record WorkerStatus(
    boolean running,
    boolean claiming,
    int slots,
    int inFlight,
    QueueDepth queue,
    Map<String, String> breakers) {}
