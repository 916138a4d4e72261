package dev.assay.domain.conversation;

import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import java.util.ArrayList;
import java.util.List;

/**
 * The last messages of a conversation: at most {@value #MAX_MESSAGES} and {@value #MAX_CHARS}
 * characters, the oldest first. The newest is always in it.
 */
record Transcript(List<ModelMessage> messages) {
  static final int MAX_MESSAGES = 50;
  static final int MAX_CHARS = 60_000;
  static final Transcript EMPTY = new Transcript(List.of());

  Transcript {
    messages = List.copyOf(messages);
  }

  Transcript plus(Speaker speaker, String text) {
    List<ModelMessage> all = new ArrayList<>(messages);
    all.add(new ModelMessage(speaker, text));
    int first = all.size() - 1;
    int chars = text.length();
    while (first > 0
        && all.size() - first < MAX_MESSAGES
        && chars + all.get(first - 1).text().length() <= MAX_CHARS) {
      first--;
      chars += all.get(first).text().length();
    }
    return new Transcript(all.subList(first, all.size()));
  }

  /** What a model is given: many refuse a conversation that does not begin with a person. */
  List<ModelMessage> forModel() {
    int first = 0;
    while (first < messages.size() - 1 && messages.get(first).speaker() == Speaker.ASSISTANT) {
      first++;
    }
    return messages.subList(first, messages.size());
  }
}
