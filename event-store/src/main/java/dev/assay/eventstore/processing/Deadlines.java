package dev.assay.eventstore.processing;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.util.function.Supplier;
import org.axonframework.deadline.dbscheduler.DbSchedulerBinaryDeadlineDetails;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;

/** How deadlines fire. */
public final class Deadlines {
  private Deadlines() {}

  /**
   * Axon's task with a patience of our own. Axon's tries a deadline whose command had no outcome
   * again after five minutes, in which nothing goes on for whoever waits for it.
   *
   * @param manager asked when a deadline fires
   */
  public static Task<DbSchedulerBinaryDeadlineDetails> task(
      Supplier<DbSchedulerDeadlineManager> manager) {
    Task<DbSchedulerBinaryDeadlineDetails> axons = DbSchedulerDeadlineManager.binaryTask(manager);
    return Tasks.oneTime(axons.getName(), axons.getDataClass())
        .onFailure(new DeadlineBackoff<>())
        .execute(axons::execute);
  }
}
