package dev.assay.inference.testing;

import dev.assay.api.inference.ModelAnswer;
import dev.assay.inference.ModelCallException;
import dev.assay.inference.ModelErrorClass;
import dev.assay.inference.ModelProvider;
import dev.assay.inference.ModelRequest;
import dev.assay.inference.TokenSink;
import java.math.BigDecimal;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A provider inside the test: answers at once, or when told to, or fails. It keeps count, so that a
 * test can tell how often a model was asked.
 */
public final class ControlledProvider implements ModelProvider {
  public final Queue<ModelRequest> requests = new ConcurrentLinkedQueue<>();
  public final AtomicInteger interrupted = new AtomicInteger();
  private volatile @Nullable ModelCallException failure;
  private volatile @Nullable CountDownLatch gate;

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public Set<String> models() {
    return Set.of();
  }

  @Override
  public boolean local() {
    return true;
  }

  /** Every call from now on waits for the gate to open. */
  public CountDownLatch holdCalls() {
    CountDownLatch closed = new CountDownLatch(1);
    gate = closed;
    return closed;
  }

  /** Calls from now on do not wait; those that wait go on waiting. */
  public void letCallsThrough() {
    gate = null;
  }

  /** Every call from now on fails so; null lets them succeed. */
  public void failWith(@Nullable ModelCallException next) {
    failure = next;
  }

  @Override
  public ModelAnswer call(ModelRequest request, TokenSink sink) throws ModelCallException {
    requests.add(request);
    CountDownLatch closed = gate;
    if (closed != null) {
      await(closed);
    }
    ModelCallException next = failure;
    if (next != null) {
      throw next;
    }
    sink.delta("Because ");
    sink.delta("it is.");
    return new ModelAnswer(
        "Because it is.", name(), request.model(), null, "stop", 12, 4, BigDecimal.ZERO, 1, false);
  }

  private void await(CountDownLatch closed) throws ModelCallException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      Thread.currentThread().interrupt();
      throw new ModelCallException(ModelErrorClass.TIMEOUT, "Interrupted", true, e);
    }
  }
}
