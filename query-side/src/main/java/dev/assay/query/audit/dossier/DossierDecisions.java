package dev.assay.query.audit.dossier;

import dev.assay.query.audit.html.Html;
import tools.jackson.databind.JsonNode;

/** The part of the page that shows drafts, what was said of them, and what people decided. */
final class DossierDecisions {
  private final Html html;
  private final JsonNode told;

  DossierDecisions(Html html, JsonNode told) {
    this.html = html;
    this.told = told;
  }

  void write() {
    html.tag("<h2>Drafts and verdicts</h2>\n");
    for (JsonNode validation : told.path("validations")) {
      validation(validation);
    }
    if (told.path("validations").isEmpty()) {
      html.tag("<p class=\"note\">Nothing was validated.</p>\n");
    }
    html.tag("<h2>Decisions of people</h2>\n");
    for (JsonNode review : told.path("reviews")) {
      review(review);
    }
    if (told.path("reviews").isEmpty()) {
      html.tag("<p class=\"note\">No person was asked to decide.</p>\n");
    }
  }

  private void validation(JsonNode validation) {
    html.tag("<h3>Validation: ");
    marked(validation.path("status").stringValue(""));
    html.tag("</h3>\n<table>")
        .row("Settled", validation.path("settledAt"))
        .row("Score", validation.path("score"))
        .row("Decided by", validation.path("decidedBy"))
        .row("Reason", validation.path("reason"))
        .tag("</table>\n");
    for (JsonNode round : validation.path("rounds")) {
      html.tag("<h3>Round ").text(round.path("round").toString()).tag("</h3>\n");
      if (round.has("content")) {
        html.element("blockquote", Html.shown(round.path("content")));
      }
      html.tag("<table>");
      for (JsonNode verdict : round.path("verdicts")) {
        verdict(verdict);
      }
      html.row("Feedback to the author", round.path("feedback")).tag("</table>\n");
    }
  }

  private void verdict(JsonNode verdict) {
    html.tag("<tr><th>").text(verdict.path("validator").stringValue("Verdict")).tag("</th><td>");
    marked(verdict.path("outcome").stringValue(""));
    html.text(verdict.has("score") ? " (" + verdict.path("score") + ") " : "")
        .text(verdict.path("reason").stringValue(""));
    for (JsonNode evidence : verdict.path("evidence")) {
      html.element("blockquote", evidence.path("quote").stringValue(""));
      html.text(evidence.path("note").stringValue(""));
    }
    html.tag("</td></tr>\n");
  }

  private void review(JsonNode review) {
    html.tag("<h3>");
    marked(review.path("decision").stringValue("Not decided"));
    html.tag("</h3>\n<table>")
        .row("Reviewer", review.path("reviewer"))
        .row("Decided", review.path("decidedAt"))
        .row("Asked", review.path("openedAt"))
        .row("Asked because", review.path("openedBecause"))
        .row("Reason", review.path("reasonCode"))
        .row("Comment", review.path("comment"))
        .row("Shown", review.path("shown"))
        .row("Edited to", review.path("edited"))
        .tag("</table>\n");
  }

  /** A word that is also its own style; only words of ours become a class. */
  private void marked(String word) {
    html.tag(word.matches("[A-Z]{1,12}") ? "<span class=\"" + word + "\">" : "<span>")
        .text(word)
        .tag("</span>");
  }
}
