package dev.assay.eventstore.reader;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how far the record has grown. Waiters are woken by the sequencer of this process; where it
 * runs elsewhere one of them asks the database for all. Thread-safe; has one virtual thread while
 * there are subscriptions, else none.
 */
public final class HeadSignal {
  private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();
  // A local sequencer wakes waiters itself; the poll is then only for the moment when it lost its
  // leadership to another process.
  private static final long POLL_NANOS_WHEN_LED_HERE = Duration.ofMillis(250).toNanos();

  /** Ends the calls to one subscriber. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  private static final Duration WATCH = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(HeadSignal.class);

  private final LongSupplier headInDatabase;
  private final Set<Callback> subscriptions = ConcurrentHashMap.newKeySet();
  private boolean watching;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private volatile long head;
  private volatile boolean ledHere;
  private long nextPoll = System.nanoTime();

  /**
   * @param headInDatabase such as {@link EventReader#head}
   */
  public HeadSignal(LongSupplier headInDatabase) {
    this.headInDatabase = headInDatabase;
  }

  /** The highest position that is known here; the database may be ahead by one poll. */
  public long head() {
    return head;
  }

  /** Called by the sequencer after its commit. A lower position than the known one is ignored. */
  public void advancedTo(long position) {
    lock.lock();
    try {
      if (position > head) {
        head = position;
        advanced.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Called by the sequencer of this process when it begins or ceases to lead. */
  public void ledHere(boolean leads) {
    ledHere = leads;
  }

  /**
   * Waits until the record reaches beyond a position, and returns its head: a value not above
   * {@code position} means that the time ran out.
   */
  public long awaitBeyond(long position, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (head <= position) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || pollIfDue() > position) {
        break;
      }
      awaitSignal(position, Math.min(left, ledHere ? POLL_NANOS_WHEN_LED_HERE : POLL_NANOS));
    }
    return head;
  }

  /**
   * Calls back whenever the record has grown, until the subscription is closed. It runs on the
   * signal's own thread: it must be short, and what it throws is logged.
   */
  public Subscription subscribe(Runnable callback) {
    Callback subscription = new Callback(callback);
    lock.lock();
    try {
      subscriptions.add(subscription);
      if (!watching) {
        watching = true;
        Thread.ofVirtual().name("head-signal").start(this::watch);
      }
    } finally {
      lock.unlock();
    }
    return () -> subscriptions.remove(subscription);
  }

  /** Identity matters: the same callback may be subscribed twice. */
  private static final class Callback {
    private final Runnable target;
    private long told = -1;

    Callback(Runnable target) {
      this.target = target;
    }

    void tell(long position) {
      if (position <= told) {
        return;
      }
      told = position;
      try {
        target.run();
      } catch (RuntimeException e) {
        LOG.warn("A subscriber of the head signal failed at position {}", position, e);
      }
    }
  }

  private void watch() {
    long seen = -1;
    while (goesOnWatching()) {
      try {
        long reached = awaitBeyond(seen, WATCH);
        subscriptions.forEach(subscription -> subscription.tell(reached));
        seen = reached;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        if (subscriptions.isEmpty()) {
          continue; // the program ends, and its database was closed first
        }
        LOG.warn("Could not ask for the head of the record; trying again", e);
        LockSupport.parkNanos(AFTER_FAILURE.toNanos());
      }
    }
  }

  private boolean goesOnWatching() {
    lock.lock();
    try {
      watching = !subscriptions.isEmpty();
      return watching;
    } finally {
      lock.unlock();
    }
  }

  private void awaitSignal(long position, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (head <= position) {
        advanced.await(nanos, TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /** One thread asks on behalf of all that wait; the others go on with what is known. */
  private long pollIfDue() {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (now - nextPoll < 0) {
        return head;
      }
      nextPoll = now + (ledHere ? POLL_NANOS_WHEN_LED_HERE : POLL_NANOS);
    } finally {
      lock.unlock();
    }
    advancedTo(headInDatabase.getAsLong());
    return head;
  }
}
