package dev.assay.query.deadletters;

import dev.assay.api.CommandRejected;
import dev.assay.api.process.ProcessManager;
import dev.assay.eventstore.letters.LetterTable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters of process managers. */
@RestController
@RequestMapping("/api/v1/process-managers/{name}/dead-letters")
public class ProcessManagerLetters extends LetterEndpoints {
  ProcessManagerLetters(LetterDesk desk) {
    super(desk, LetterTable.PROCESS_MANAGER);
  }

  @Override
  void requireKnown(String name) {
    if (ProcessManager.of(name).isEmpty()) {
      throw CommandRejected.notFound("process manager", name);
    }
  }
}
