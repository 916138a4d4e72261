package dev.assay.eventstore.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.CommandRejected;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.Uuids;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Confidential;
import dev.assay.api.privacy.Personal;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.testing.FixedKeys;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SealingTest {
  record Line(@Personal String said, @Clear String by) {}

  record Letter(
      @Personal JsonNode content,
      @Personal List<String> tags,
      @Confidential String remark,
      @Clear JsonNode form,
      List<Line> lines,
      int page,
      @Personal @Nullable String postscript) {}

  private static final UUID TENANT = Uuids.next();
  private static final UUID RECORD = Uuids.next();
  private static final String SUBJECT = "pseudonym-of-ada";

  private final FixedKeys keys = new FixedKeys();
  private final Sealing sealing = new Sealing(keys);

  @Test
  void shouldSealWhatIsMarkedAndNothingElse() {
    ObjectNode stored = stored(aLetter());

    assertThat(stored.toString())
        .doesNotContain("canary")
        .contains("\"page\":7", "\"by\":\"ada\"", "{\"kind\":\"letter\"}");
    assertThat(stored.get("content").stringValue())
        .startsWith(SealedText.PREFIX)
        .contains(":" + RECORD + "/content:");
    assertThat(stored.get("tags")).hasSize(2).allMatch(tag -> isSealed(tag));
    assertThat(stored.at("/lines/1/said").stringValue()).contains("/lines.1.said:");
    assertThat(stored.has("postscript")).isFalse();
  }

  @Test
  void shouldOpenWhatItHasSealed() {
    Letter letter = aLetter();

    assertThat(opened(stored(letter))).isEqualTo(letter);
  }

  @Test
  void shouldStillFitTheRecordWhileItIsSealed() {
    Letter sealed = EventJson.mapper().treeToValue(stored(aLetter()), Letter.class);

    assertThat(sealed.remark()).startsWith(SealedText.PREFIX);
    assertThat(sealed.content().isString()).isTrue();
  }

  @Test
  void shouldSealTheSameTextDifferentlyEachTime() {
    assertThat(stored(aLetter()).get("remark")).isNotEqualTo(stored(aLetter()).get("remark"));
  }

  @Test
  void shouldReadAMarkerWhereTheSubjectIsErasedAndTheTenantsOwnAsBefore() {
    ObjectNode stored = stored(aLetter());

    keys.erase(SUBJECT);

    Letter erased = opened(stored);
    assertThat(erased.content().stringValue()).isEqualTo("[erased]");
    assertThat(erased.tags()).containsOnly("[erased]");
    assertThat(erased.lines()).extracting(Line::said).containsOnly("[erased]");
    assertThat(erased.remark()).isEqualTo("a canary of the tenant");
    assertThat(erased.lines()).extracting(Line::by).containsOnly("ada");
  }

  @Test
  void shouldWriteAMarkerForASubjectThatIsErased() {
    keys.erase(SUBJECT);

    ObjectNode stored = stored(aLetter());

    assertThat(stored.get("content").stringValue()).isEqualTo("[erased]");
    assertThat(stored.toString()).doesNotContain("canary");
  }

  @Test
  void shouldRefuseAValueOfAnotherRecordTenantOrPlaceAndOneThatWasChanged() {
    ObjectNode stored = stored(aLetter());
    String sealed = stored.get("remark").stringValue();

    assertThatThrownBy(() -> sealing.open(stored.deepCopy(), TENANT, Uuids.next()))
        .isInstanceOf(BrokenSealException.class);
    assertThatThrownBy(() -> sealing.openText(Uuids.next(), sealed))
        .isInstanceOf(BrokenSealException.class);
    assertThatThrownBy(() -> sealing.openText(TENANT, sealed.replace("/remark:", "/content:")))
        .isInstanceOf(BrokenSealException.class);
    String changed =
        sealed.substring(0, sealed.length() - 2) + (sealed.endsWith("AA") ? "BB" : "AA");
    assertThatThrownBy(() -> sealing.openText(TENANT, changed))
        .isInstanceOf(BrokenSealException.class);
  }

  @Test
  void shouldRefuseReadableTextThatLooksSealed() {
    String stolen = stored(aLetter()).get("remark").stringValue();
    JsonNode form = EventJson.mapper().createObjectNode().put("kind", stolen);
    Letter letter =
        new Letter(text("x"), List.of(), "", form, List.of(new Line("x", "ada")), 1, null);
    Letter another =
        new Letter(text("x"), List.of(), "", text("x"), List.of(new Line("", stolen)), 1, null);

    assertThatThrownBy(() -> stored(letter)).isInstanceOf(CommandRejected.class);
    assertThatThrownBy(() -> stored(another)).isInstanceOf(CommandRejected.class);
  }

  @Test
  void shouldTakeAMarkedTextThatLooksSealedForText() {
    Letter letter =
        new Letter(text("sealed:1:x"), List.of("[erased]"), "", text("x"), List.of(), 1, "y");

    assertThat(opened(stored(letter))).isEqualTo(letter);
  }

  @Test
  void shouldOpenWhateverOfAJsonIsSealedAndLeaveOtherJsonAsItIs() {
    ObjectNode stored = stored(aLetter());
    String copied = "[{\"note\": " + stored.get("remark") + "}]";

    assertThat(sealing.openJson(TENANT, copied))
        .isEqualTo("[{\"note\":\"a canary of the tenant\"}]");
    assertThat(sealing.openJson(TENANT, "{ \"b\" : 1 }")).isEqualTo("{ \"b\" : 1 }");
    assertThat(sealing.openText(TENANT, "plain")).isEqualTo("plain");
  }

  private static Letter aLetter() {
    return new Letter(
        EventJson.mapper().readTree("{\"text\": \"a canary\", \"n\": [1, null, 2.50]}"),
        List.of("canary-1", "canary-2"),
        "a canary of the tenant",
        EventJson.mapper().readTree("{\"kind\": \"letter\"}"),
        List.of(new Line("canary one", "ada"), new Line("canary two", "ada")),
        7,
        null);
  }

  private static JsonNode text(String text) {
    return EventJson.mapper().valueToTree(text);
  }

  private ObjectNode stored(Letter letter) {
    ObjectNode json = EventJson.mapper().valueToTree(letter);
    sealing.seal(json, letter, new Whose(TENANT, SUBJECT, RetentionClass.CONTENT, RECORD));
    return json;
  }

  private Letter opened(ObjectNode stored) {
    JsonNode opened = sealing.open(stored.deepCopy(), TENANT, RECORD);
    return EventJson.mapper().readValue(opened.toString(), Letter.class);
  }

  private static boolean isSealed(JsonNode node) {
    return SealedText.isSealed(node.stringValue());
  }
}
