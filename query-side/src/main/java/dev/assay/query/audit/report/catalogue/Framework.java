package dev.assay.query.audit.report.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A law or standard, as far as the record can speak to it.
 *
 * @param id as in the URL
 * @param source the text that is meant, with its number and year
 * @param about what of it is mapped
 * @param mapping SHA-256 of the file that says so, in hexadecimal: which mapping a report used
 */
public record Framework(
    String id,
    String title,
    String source,
    String about,
    List<Obligation> obligations,
    String mapping) {

  public Framework {
    obligations = List.copyOf(obligations);
    Texts.require("title", title);
    Texts.require("source", source);
    Texts.require("about", about);
    Set<String> ids = new HashSet<>();
    for (Obligation obligation : obligations) {
      if (!ids.add(obligation.id())) {
        throw new IllegalArgumentException(
            "Expected each obligation once, but " + obligation.id() + " is there again");
      }
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("Expected obligations, but there are none");
    }
  }
}
