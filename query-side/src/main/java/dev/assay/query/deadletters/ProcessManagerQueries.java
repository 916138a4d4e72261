package dev.assay.query.deadletters;

import dev.assay.api.envelope.Role;
import dev.assay.api.process.ProcessManager;
import dev.assay.eventstore.letters.LetterCounts;
import dev.assay.eventstore.letters.LetterCounts.Count;
import dev.assay.eventstore.letters.LetterTable;
import dev.assay.http.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The process managers, for operators. */
@RestController
@Tag(name = "Process managers")
public class ProcessManagerQueries {
  /**
   * One process manager.
   *
   * @param deadLetters parked events, of all tenants
   * @param oldestDeadLetterAt when the oldest of them was parked
   */
  public record State(
      String name, String summary, long deadLetters, @Nullable Instant oldestDeadLetterAt) {}

  private final LetterCounts counts;

  public ProcessManagerQueries(LetterCounts counts) {
    this.counts = counts;
  }

  @GetMapping("/api/v1/process-managers")
  @Operation(summary = "All process managers with their dead letters (operators)")
  List<State> list(Caller caller) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN);
    Map<String, Count> parked = counts.parked(LetterTable.PROCESS_MANAGER);
    return Arrays.stream(ProcessManager.values())
        .map(
            it -> {
              Count count = parked.get(it.key());
              return new State(
                  it.key(),
                  it.summary(),
                  count == null ? 0 : count.letters(),
                  count == null ? null : count.oldest());
            })
        .toList();
  }
}
