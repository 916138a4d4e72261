package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.ConversationId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.projections.testing.RecordedEvents;
import dev.assay.projections.testing.Story;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Conversations by their words, which lie sealed. */
class ConversationSearchTest {
  private final QueryServer server = QueryServer.shared();
  private final Story story = new Story(server.record);
  private final QueryServer.Client anyone = server.as(story.tenant);
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());

  @Test
  void shouldFindWhereTheTitleOrOneMessageHasAllWords() {
    ConversationId talk = story.said("A talk about Crème brûlée", "The sun shines", "The moon too");
    ConversationId other = story.said(null, "Sun and MOON!");

    assertThat(found("sun")).containsExactlyInAnyOrder(talk, other);
    assertThat(found("moon sun")).containsExactly(other);
    assertThat(found("creme BRULEE")).containsExactly(talk);
    assertThat(found("moo")).isEmpty();
    assertThat(found("stars")).isEmpty();
    assertThat(found("sun moon stars")).isEmpty();
  }

  @Test
  void shouldPageThroughWhatIsFound() {
    for (int i = 0; i < 5; i++) {
      story.said("Number " + i, "A needle in it");
      story.said("Straw " + i, "Nothing in it");
    }
    var first = anyone.get("/conversations?query=needle&limit=3");
    assertThat(first.at("/items")).hasSize(3);
    String cursor = first.at("/nextCursor").stringValue();
    var second = anyone.get("/conversations?query=needle&limit=3&cursor=" + cursor);
    assertThat(second.at("/items")).hasSize(2);
    assertThat(anyone.send("/conversations?query=straw&cursor=" + cursor).statusCode())
        .isEqualTo(400);
  }

  @Test
  void shouldShowOthersNothingAndGiveThemOtherMarks() {
    story.said("Secret plans", "xylophone");
    Story others = new Story(server.record);
    others.said("Secret plans", "xylophone");
    QueryServer.Client client = server.as(new TenantId(Uuids.next()));
    assertThat(client.get("/conversations?query=xylophone").at("/items").isEmpty()).isTrue();
    assertThat(found("xylophone")).hasSize(1);
    assertThat(marks(story.tenant)).doesNotContainAnyElementsOf(marks(others.tenant));
  }

  @Test
  void shouldKeepNoWordReadable() {
    story.said("Zauberlehrling", "zauberlehrling");
    assertThat(found("zauberlehrling")).hasSize(1);
    List<String> all =
        superuser.queryForList("SELECT t::text FROM read_model.conversation_words t", String.class);
    assertThat(all)
        .isNotEmpty()
        .noneMatch(row -> row.toLowerCase(java.util.Locale.ROOT).contains("zauber"));
  }

  @Test
  void shouldFindNothingOfAPersonWhoIsErasedAndForgetTheMarks() {
    String person = "pseudonym-" + Uuids.next();
    server.record.about(person);
    story.said("A vanishing title", "A vanishing word");
    server.record.about(null);
    ConversationId stays = story.said(null, "vanishing, but of somebody else");
    assertThat(found("vanishing")).hasSize(2);

    RecordedEvents.KEYS.erase(person);
    story.erased(person);

    assertThat(found("vanishing")).containsExactly(stays);
    superuser.execute("SELECT read_model.forget_words()");
    assertThat(
            superuser.queryForList(
                "SELECT words FROM read_model.conversation_words WHERE subject = ?",
                String.class,
                person))
        .hasSize(2)
        .containsOnly("");
    assertThat(found("vanishing")).containsExactly(stays);
  }

  @Test
  void shouldForgetTheMarksOfTextsWhoseKeyHasExpired() {
    story.said(null, "an expiring word");
    assertThat(found("expiring")).hasSize(1);
    List<String> keys =
        superuser.queryForList(
            "SELECT DISTINCT data_key FROM read_model.conversation_words WHERE tenant_id = ?",
            String.class,
            story.tenant.value());
    assertThat(keys).hasSize(1);
    story.expired(UUID.fromString(keys.getFirst()));
    found("anything");
    superuser.execute("SELECT read_model.forget_words()");
    assertThat(marks(story.tenant)).isEmpty();
  }

  @Test
  void shouldFindByAnIndex() {
    story.said(null, "rare");
    found("rare");
    String plan =
        new TransactionTemplate(
                new JdbcTransactionManager(Objects.requireNonNull(superuser.getDataSource())))
            .execute(
                status -> {
                  superuser.execute("SET LOCAL enable_seqscan = off");
                  return String.join(
                      "\n",
                      superuser.queryForList(
                          "EXPLAIN SELECT * FROM read_model.conversation_words WHERE string_to_array(words, ' ') @> '{x}'",
                          String.class));
                });
    assertThat(plan).contains("conversation_words_v1_words");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!?", "a b c d e f g h i j k l m n o p q r s t u"})
  void shouldRefuseWhatHasNoWordsOrTooMany(String query) {
    var answer = anyone.send("/conversations?query=" + encoded(query));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(QueryServer.json(answer).at("/code").stringValue()).isEqualTo("INVALID_ARGUMENT");
  }

  private List<ConversationId> found(String query) {
    return anyone
        .get("/conversations?query=" + encoded(query))
        .at("/items")
        .valueStream()
        .map(it -> new ConversationId(UUID.fromString(it.at("/conversationId").stringValue())))
        .toList();
  }

  private List<String> marks(TenantId tenant) {
    return superuser.queryForList(
        "SELECT unnest(string_to_array(words, ' ')) FROM read_model.conversation_words WHERE tenant_id = ?",
        String.class,
        tenant.value());
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
