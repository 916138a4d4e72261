package dev.assay.query.audit.report.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.event.EventCatalog;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameworksTest {
  private static final String FRAMEWORK =
      """
      title: Title
      source: Source
      about: About
      obligations:
        - id: one
          title: First
          asks: Something
          shows: Something
          evidence:
            - events: [%s]
              must: [%s]
      """;

  @Test
  void shouldLoadEveryFramework() {
    assertThat(Frameworks.load().all())
        .extracting(Framework::id)
        .containsExactly("eu-ai-act", "gdpr", "iso27001", "soc2", "nis2", "hipaa");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eu-ai-act | Art. 12(1), Art. 12(2)(a), Art. 12(2)(b), Art. 12(2)(c), Art. 12(3)(d), Art. 14(1), Art. 14(4)(e), Art. 14(5)
          gdpr      | Art. 5(1)(f), Art. 5(2), Art. 15, Art. 17(1), Art. 25, Art. 30(1), Art. 32(1)(b), Art. 33(1)
          iso27001  | A.5.15, A.5.16, A.5.18, A.5.28, A.8.2, A.8.3, A.8.15, A.8.16, A.8.17, A.8.24, A.8.32
          soc2      | CC6.1, CC6.2, CC6.3, CC7.2, CC7.3, CC8.1, PI1.3
          nis2      | Art. 21(2)(a), Art. 21(2)(b), Art. 21(2)(j), Art. 23(4)
          hipaa     | 164.308(a)(1)(ii)(D), 164.312(a)(2)(i), 164.312(b), 164.312(c)(1), 164.312(d), 164.316(b)(2)(i)
          """)
  void shouldSpeakToTheObligationsThatAuditorsAskFor(String framework, String ids) {
    assertThat(Frameworks.load().named(framework).obligations())
        .extracting(Obligation::id)
        .contains(ids.split(", "));
  }

  @Test
  void shouldTakeFamiliesAndEverything() {
    assertThat(read("\"review.*\"", "/reviewId").obligations().getFirst().evidence().getFirst())
        .satisfies(it -> assertThat(it.types()).contains("review.opened", "review.decided"))
        .satisfies(it -> assertThat(it.isEverything()).isFalse());
    Evidence all = read("\"*\"", "subject").obligations().getFirst().evidence().getFirst();
    assertThat(all.isEverything()).isTrue();
    assertThat(all.types()).hasSize(EventCatalog.entries().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          review.decidedd             | /reason       | review.decidedd adds none
          reviews.*                   | /reason       | reviews.* adds none
          review.decided              | /reasonKode   | review.decided revision 1, but it has no /reasonKode
          review.decided              | /decision/x   | but it has no /decision/x
          agent-execution.model-call-answered | /answer/tokens | but it has no /answer/tokens
          agent-execution.model-call-requested | /model/provider | but it has no /model/provider
          review.decided              | actor.name    | but it is actor.name
          """)
  void shouldRefuseWhatIsNotInTheRecord(String events, String must, String because) {
    assertThatThrownBy(() -> read(events, must))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("test.yaml")
        .hasMessageContaining(because);
  }

  @Test
  void shouldRefuseAnObligationThatSaysNothing() {
    assertThatThrownBy(
            () ->
                Frameworks.read(
                    "test",
                    """
                    title: Title
                    source: Source
                    about: About
                    obligations: [{id: one, title: First, asks: Something}]
                    """
                        .getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("Expected evidence, facts or outside of one");
    assertThatThrownBy(
            () ->
                Frameworks.read(
                    "test",
                    (FRAMEWORK.formatted("review.decided", "/reasonCode") + "    fact: [signed]\n")
                        .getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("fact");
  }

  @Test
  void shouldKnowWhatErasingAPersonMakesUnreadable() {
    assertThat(isPersonal("review.decided", "/comment")).isTrue();
    assertThat(isPersonal("review.decided", "/reasonCode")).isFalse();
    assertThat(isPersonal("agent-execution.model-call-answered", "/answer")).isTrue();
    assertThat(isPersonal("agent-execution.model-call-answered", "/answer/text")).isTrue();
    assertThat(isPersonal("agent-execution.model-call-answered", "/answer/model")).isFalse();
    assertThat(isPersonal("agent-execution.model-call-requested", "/messages")).isTrue();
    assertThat(isPersonal("subject.erased", "/reason")).isFalse();
  }

  private static boolean isPersonal(String event, String member) {
    return PayloadMember.find(EventCatalog.named(event), new Member(member)).personal();
  }

  private static Framework read(String events, String must) {
    return Frameworks.read(
        "test", FRAMEWORK.formatted(events, must).getBytes(StandardCharsets.UTF_8));
  }
}
