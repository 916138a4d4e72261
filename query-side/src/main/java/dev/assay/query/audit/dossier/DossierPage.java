package dev.assay.query.audit.dossier;

import dev.assay.query.audit.html.Html;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** The page that people read and print: outcome first, then how it came to it, then the proofs. */
final class DossierPage {
  /** What shows as good or bad beside the marks of every page. */
  private static final String STYLE =
      """
      <style>
      .PASS,.ACCEPTED,.COMPLETED,.APPROVE{color:#14532d;font-weight:600}.FAIL,.REJECTED,.FAULTED,.REJECT,.ERROR{color:#8b1a1a;font-weight:600}
      </style>
      """;

  private final Html html;
  private final SealedDossier dossier;
  private final JsonNode told;

  private DossierPage(SealedDossier dossier) {
    this.dossier = dossier;
    this.told = dossier.document();
    this.html =
        Html.page("Decision dossier " + told.at("/execution/executionId").stringValue(""), STYLE);
  }

  static String of(SealedDossier dossier) {
    return new DossierPage(dossier).written();
  }

  private String written() {
    html.tag("<h1>Decision dossier</h1>\n");
    outcome();
    withheld();
    new DossierDecisions(html, told).write();
    people();
    models();
    timeline();
    proof();
    return html.tag("</body></html>\n").toString();
  }

  private void outcome() {
    JsonNode outcome = told.path("outcome");
    String status = outcome.path("status").stringValue("");
    html.tag("<div class=\"outcome\"><p>Outcome: <strong class=\"")
        .text(status)
        .tag("\">")
        .text(status)
        .tag("</strong> ")
        .text(outcome.path("at").stringValue(""))
        .tag("</p>");
    for (String what : new String[] {"output", "error", "reason"}) {
      if (outcome.has(what)) {
        html.element("blockquote", Html.shown(outcome.path(what)));
      }
    }
    html.tag("</div>\n<table>");
    JsonNode execution = told.path("execution");
    html.row("Execution", execution.path("executionId"))
        .row("Workflow", workflow(execution))
        .row("Requested by", execution.path("requestedBy"))
        .row("Started", execution.path("startedAt"))
        .row("Input", execution.path("input"))
        .row("Dossier issued", told.path("issuedAt"))
        .row("Issued to", told.path("issuedBy"))
        .row("Policies in force", joined(told.at("/policies/policyVersions")))
        .row("Program", joined(told.at("/policies/builds")))
        .tag("</table>\n");
  }

  private static String workflow(JsonNode execution) {
    return execution.has("name")
        ? "%s/%s version %s"
            .formatted(
                execution.path("namespace").stringValue(""),
                execution.path("name").stringValue(""),
                execution.path("version").stringValue(""))
        : "";
  }

  private void withheld() {
    if (!told.path("withheld").isEmpty()) {
      html.tag("<p class=\"note\">Left out of this dossier: ")
          .text(joined(told.path("withheld")))
          .tag(
              ". The proofs below hold all the same; of what is left out, they show a hash.</p>\n");
    }
  }

  private void people() {
    html.tag("<h2>People</h2>\n");
    for (JsonNode person : told.path("people")) {
      html.element("h3", person.path("id").stringValue("")).tag("<table>");
      html.row("Roles", person.path("roles"));
      for (JsonNode act : person.path("acts")) {
        html.row(act.path("at").stringValue(""), act.path("type"));
      }
      html.tag("</table>\n");
    }
    if (told.path("people").isEmpty()) {
      html.tag("<p class=\"note\">No person is named.</p>\n");
    }
  }

  private void models() {
    html.tag("<h2>Models</h2>\n");
    for (JsonNode call : told.path("modelCalls")) {
      html.tag("<h3>")
          .text(call.path("agent").stringValue("Agent"))
          .text(call.has("attempt") ? ", attempt " + call.path("attempt") : "")
          .tag("</h3><table>");
      html.row("Model", call.path("model"))
          .row("Parameters", call.path("parameters"))
          .row("Asked", call.path("requestedAt"))
          .row("Result", call.path("outcome"))
          .row("Answered by", call.at("/answer/model"))
          .row("Tokens in", call.at("/answer/tokensIn"))
          .row("Tokens out", call.at("/answer/tokensOut"))
          .row("Failure", call.at("/failure/message"))
          .row("Answer refused because", call.path("refusedBecause"))
          .tag("</table>\n");
      for (JsonNode message : call.path("messages")) {
        html.element("p", "Prompt (" + message.path("speaker").stringValue("") + ")")
            .element("blockquote", message.path("text").stringValue(""));
      }
      if (call.at("/answer/text").isString()) {
        html.tag("<p>Answer</p>").element("blockquote", call.at("/answer/text").stringValue());
      }
    }
    if (told.path("modelCalls").isEmpty()) {
      html.tag("<p class=\"note\">No model call is shown.</p>\n");
    }
  }

  private void timeline() {
    html.tag("<h2>Timeline</h2>\n<p>Every event, in the order of the record.</p>\n<table>")
        .tag("<tr><th>Time</th><th>Event</th><th>Of</th><th>By</th></tr>\n");
    for (JsonNode event : told.path("events")) {
      html.tag("<tr>")
          .element("td", event.path("time").stringValue(""))
          .element("td", event.path("type").stringValue(""))
          .element("td", event.path("aggregateType").stringValue(""))
          .element("td", event.path("actor").stringValue(""))
          .tag("</tr>\n");
    }
    html.tag("</table>\n");
  }

  private void proof() {
    html.tag(
        """
        <h2>Proof</h2>
        <p>Each event above is in a record that can only grow. The record's log signs how far it has grown; from that
        signature a short chain of hashes leads to each event. Who changes one letter of an event, or takes one away, breaks
        its chain.</p>
        <p>That this dossier was issued is an event of the same record. It holds the dossier's hash, so the log's
        signature, and those of independent witnesses, stand for the dossier too. The words on this page were taken from it;
        where they differ, the attached file is right.</p>
        <ol><li>Save the attached file.</li><li>Run <code>assay verify dossier.json --key &lt;the log's public key&gt;</code>. No
        network and no access to this system is needed.</li></ol>
        <p><a download="dossier.json" href="data:application/json;base64,""");
    html.tag(Base64.getEncoder().encodeToString(dossier.bytes()))
        .tag("\">The dossier with all proofs (dossier.json)</a></p>\n<table>");
    html.row("SHA-256 of the dossier", dossier.contentHash())
        .row("Recorded as event", dossier.sealEvent().toString())
        .tag("</table>\n<table class=\"id\"><tr><th>Place</th><th>Event</th><th>Leaf</th></tr>\n");
    for (JsonNode event : told.path("events")) {
      html.tag("<tr>")
          .element("td", event.path("index").toString())
          .element("td", event.path("eventId").stringValue(""))
          .element("td", event.path("leafHash").stringValue(""))
          .tag("</tr>\n");
    }
    html.tag("</table>\n");
  }

  static String joined(JsonNode texts) {
    StringBuilder all = new StringBuilder();
    for (JsonNode text : texts) {
      all.append(all.isEmpty() ? "" : ", ").append(text.stringValue(""));
    }
    return all.toString();
  }
}
