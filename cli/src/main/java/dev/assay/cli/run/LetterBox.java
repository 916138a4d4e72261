package dev.assay.cli.run;

import dev.assay.cli.Failure;
import dev.assay.cli.api.ApiClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The dead letters of one projection or process manager, which is found by its name. */
final class LetterBox {
  private static final List<String> HOLDERS = List.of("projections", "process-managers");
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
  private static final int MOST_PAGES = 1_000;

  private final ApiClient client;
  private final String path;

  private LetterBox(ApiClient client, String path) {
    this.client = client;
    this.path = path;
  }

  /** Throws {@link Failure} where nothing has that name. */
  static LetterBox of(ApiClient client, String name) {
    for (String holder : HOLDERS) {
      for (JsonNode one : client.get("/" + holder).json()) {
        if (one.path("name").stringValue("").equals(name)) {
          return new LetterBox(client, "/" + holder + "/" + name + "/dead-letters");
        }
      }
    }
    throw Failure.no("Expected a projection or process manager, but there is none named " + name);
  }

  /** Everybody who has letters, with how many. */
  static List<JsonNode> holders(ApiClient client) {
    List<JsonNode> found = new ArrayList<>();
    for (String holder : HOLDERS) {
      client
          .get("/" + holder)
          .json()
          .forEach(
              one -> {
                if (one.path("deadLetters").asLong(0) > 0) {
                  found.add(one);
                }
              });
    }
    return found;
  }

  String path() {
    return path;
  }

  String path(String letterId) {
    return path + "/" + URLEncoder.encode(letterId, StandardCharsets.UTF_8);
  }

  JsonNode letter(String letterId) {
    return client.get(path(letterId)).json();
  }

  /**
   * All letters of the tenant.
   *
   * @param status such as {@code PARKED}; null: whatever became of them
   */
  List<JsonNode> all(@Nullable String status) {
    List<JsonNode> letters = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String filter = status == null ? "" : "&status=" + status;
      JsonNode answer = client.get(path + "?limit=500" + filter + cursor).json();
      answer.path("items").forEach(letters::add);
      String next = answer.path("nextCursor").stringValue("");
      if (next.isEmpty()) {
        break;
      }
      cursor = "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
    return letters;
  }

  /** Waits until nothing of these is wanted any more, and answers what is still parked. */
  List<JsonNode> untilTried(Predicate<JsonNode> which) throws InterruptedException {
    while (true) {
      List<JsonNode> parked = all("PARKED").stream().filter(which).toList();
      if (parked.stream().allMatch(it -> it.path("retry").isNull())) {
        return parked;
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  static Predicate<JsonNode> in(Set<String> letterIds) {
    return letter -> letterIds.contains(letter.path("letterId").stringValue(""));
  }
}
