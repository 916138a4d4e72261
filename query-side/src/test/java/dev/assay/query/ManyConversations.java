package dev.assay.query;

import dev.assay.api.conversation.ConversationEvent.ConversationStarted;
import dev.assay.api.conversation.ConversationEvent.MessagePosted;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.seal.Whose;
import dev.assay.projections.testing.RecordedEvents;
import java.io.StringReader;
import java.sql.Connection;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows of many conversations with titles and messages, sealed as ours are, and their marks. Words
 * are as frequent as in a language: {@code word1} is in most messages, {@code word20000} in few.
 */
final class ManyConversations {
  private static final int VOCABULARY = 20_000;
  private static final int MESSAGES = 4;
  private static final int WORDS = 30;
  private static final int AT_ONCE = 5_000;

  private final DataSource superuser;
  private final UUID tenant;
  private final int conversations;
  private final EventCodec codec = new EventCodec(RecordedEvents.SEALING);
  private final Random random = new Random(11);
  private final List<String> marks;
  private final Instant now = Instant.now();

  ManyConversations(DataSource superuser, UUID tenant, int conversations) {
    this.superuser = superuser;
    this.tenant = tenant;
    this.conversations = conversations;
    this.marks =
        RecordedEvents.SEALING.wordMarks(
            tenant,
            IntStream.rangeClosed(1, VOCABULARY)
                .mapToObj(ManyConversations::word)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  static String word(int number) {
    return "word" + number;
  }

  void fill() throws Exception {
    long start = System.nanoTime();
    JdbcTemplate jdbc = new JdbcTemplate(superuser);
    String index =
        Objects.requireNonNull(
            jdbc.queryForObject(
                "SELECT pg_get_indexdef('read_model.conversation_words_v1_words'::regclass)",
                String.class));
    jdbc.execute("DROP INDEX read_model.conversation_words_v1_words");
    try (Connection connection = superuser.getConnection()) {
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      for (int first = 1; first <= conversations; first += AT_ONCE) {
        copy(copies, first, Math.min(conversations, first + AT_ONCE - 1));
      }
    }
    jdbc.execute(index);
    jdbc.execute(
        "VACUUM ANALYZE read_model.conversations_v1, read_model.conversation_messages_v1, read_model.conversation_words_v1");
    System.out.printf(
        "%9d conversations of %d messages in %.0f s%n",
        conversations, MESSAGES, (System.nanoTime() - start) / 1e9);
  }

  private void copy(CopyManager copies, int first, int last) throws Exception {
    StringBuilder titles = new StringBuilder();
    StringBuilder messages = new StringBuilder();
    StringBuilder words = new StringBuilder();
    for (int i = first; i <= last; i++) {
      UUID id = ManyExecutions.id("k", i);
      Set<Integer> title = someWords(5);
      String sealed =
          sealed(new ConversationStarted(new ConversationId(id), "a", text(title)), "title");
      titles.append(
          "%s\t%s\tagent%d\t%s\tOPEN\t%s\n".formatted(tenant, id, i % 20, sealed, rest(i, i)));
      words.append(marked(id, id, title, sealed, i, i));
      for (int m = 1; m <= MESSAGES; m++) {
        int number = MESSAGES * i + m;
        UUID message = ManyExecutions.id("m", number);
        Set<Integer> said = someWords(WORDS);
        String content =
            sealed(
                new MessagePosted(
                    new ConversationId(id), new MessageId(message), text(said), "ada"),
                "content");
        messages.append(
            "%s\t%s\t%s\tUSER\tada\tPOSTED\t%s\t%s\n"
                .formatted(tenant, id, message, content, rest(i, number)));
        words.append(marked(id, message, said, content, i, number));
      }
    }
    String rest = "created_at, updated_at, created_position, last_position, sequence) FROM STDIN";
    copies.copyIn(
        "COPY read_model.conversations_v1 (tenant_id, conversation_id, agent, title, status, "
            + rest,
        new StringReader(titles.toString()));
    copies.copyIn(
        "COPY read_model.conversation_messages_v1 (tenant_id, conversation_id, message_id, speaker, author, status, content, "
            + rest,
        new StringReader(messages.toString()));
    copies.copyIn(
        "COPY read_model.conversation_words_v1 (tenant_id, conversation_id, message_id, data_key, words, "
            + rest,
        new StringReader(words.toString()));
  }

  private String marked(
      UUID conversation, UUID message, Set<Integer> said, String sealed, int i, int number) {
    return "%s\t%s\t%s\t%s\t%s\t%s\n"
        .formatted(
            tenant,
            conversation,
            message,
            sealed.split(":")[2],
            said.stream().map(it -> marks.get(it - 1)).collect(Collectors.joining(" ")),
            rest(i, number));
  }

  /** Times and positions. */
  private String rest(int conversation, int number) {
    Instant at = now.minusSeconds(78L * (conversations - conversation)).plusMillis(number);
    return "%s\t%s\t%d\t%d\t0".formatted(at, at, number, number);
  }

  private String sealed(Object event, String member) {
    Whose whose = new Whose(tenant, null, RetentionClass.CONTENT, UUID.randomUUID());
    return EventJson.tree(codec.encode(event, whose)).get(member).stringValue();
  }

  private static String text(Set<Integer> words) {
    return words.stream().map(ManyConversations::word).collect(Collectors.joining(" "));
  }

  /** The n-th word of a language is about n times rarer than its first. */
  private Set<Integer> someWords(int many) {
    Set<Integer> words = new LinkedHashSet<>();
    for (int i = 0; i < many; i++) {
      words.add((int) Math.pow(VOCABULARY, random.nextDouble()));
    }
    return words;
  }
}
