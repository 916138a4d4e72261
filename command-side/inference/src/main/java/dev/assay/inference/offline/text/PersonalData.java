package dev.assay.inference.offline.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds data that tell who a private person is. Numbers with a checksum must satisfy it. */
public final class PersonalData {
  private static final String MONTH =
      "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
  private static final String DATE =
      "(?:\\d{1,2} "
          + MONTH
          + " \\d{4}|"
          + MONTH
          + " \\d{1,2}, \\d{4}|\\d{4}-\\d\\d-\\d\\d"
          + "|\\d{1,2}[./]\\d{1,2}[./]\\d{4})";

  private static final Pattern COMPANY =
      Pattern.compile(
          "\\b(?:AG|SE|GmbH|Ltd|Inc|LLC|Group|Bank|Insurance|Logistics|Components|Systems|Services|Home|University|Council|Service|Support|Care|Data|Relations)$");

  private static final List<Kind> KINDS =
      List.of(
          kind(
              "e-mail address",
              "[\\w.+-]{1,64}+@[\\w-]{1,63}+(?:\\.[\\w-]{2,63}+){1,4}+",
              m -> true),
          kind(
              "bank account (IBAN)",
              "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b",
              PersonalData::isIban),
          kind(
              "payment card number",
              "\\b\\d{4}([ -]?)\\d{4}\\1\\d{4}\\1\\d{1,4}\\b",
              PersonalData::isLuhn),
          kind("social security number", "\\b\\d{3}-\\d{2}-\\d{4}\\b", m -> true),
          kind(
              "national insurance number",
              "\\b[A-CEGHJ-PR-TW-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]\\b",
              m -> true),
          kind("national identity number", "\\b\\d{8}-?[A-HJ-NP-TV-Z]\\b", PersonalData::isDni),
          kind(
              "phone number",
              "(?<![\\w.]|\\d )(?:\\+|00)\\d{1,3}[ ./-]?(?:\\(0?\\d{1,4}\\)[ ./-]?)?\\d{1,5}(?:[ ./-]?\\d{2,5}){1,4}\\b",
              PersonalData::hasPhoneLength),
          kind(
              "phone number",
              "(?i)\\b(?:phone|tel\\.?|telephone|mobile|call)[: ]{1,2}\\(?0\\d[\\d ()/-]{6,16}\\d\\b",
              PersonalData::hasPhoneLength),
          kind(
              "date of birth",
              "(?i)\\b(?:born(?: on)?|date of birth:?|d\\.?o\\.?b\\.?:?|birth date:?)[ ,]{1,2}"
                  + DATE,
              m -> true),
          kind(
              "name of a private person",
              "(?<=\\b(?:customer|patient|claimant|applicant|tenant|resident|employee|pupil),? )(?:M(?:r|s|rs)\\.? )?\\p{Lu}[\\p{L}'’-]{1,30} \\p{Lu}[\\p{L}'’-]{1,30}\\b",
              PersonalData::isNoCompany),
          kind(
              "home address",
              "(?i)\\b(?:lives at|living at|resident at|home address:?|residing at) [^.;]{4,80}",
              m -> true),
          kind(
              "identity document",
              "(?i)\\b(?:passport|identity card|driving licence|employee|patient|insurance) (?:number|no\\.?|id):? ?[A-Z0-9][A-Z0-9-]{4,18}\\b",
              PersonalData::hasDigit));

  private PersonalData() {}

  /** What was found, in order of its place; {@code start} and {@code end} are UTF-16 offsets. */
  public record Found(String kind, String quote, int start, int end) {}

  private record Kind(String name, Pattern pattern, Predicate<String> check) {}

  public static List<Found> in(String text) {
    List<Found> found = new ArrayList<>();
    for (Kind kind : KINDS) {
      Matcher matcher = kind.pattern.matcher(text);
      while (matcher.find()) {
        if (kind.check.test(matcher.group())) {
          found.add(new Found(kind.name, matcher.group(), matcher.start(), matcher.end()));
        }
      }
    }
    found.sort(
        Comparator.comparingInt(Found::start).thenComparing(Found::end, Comparator.reverseOrder()));
    return withoutOverlaps(found);
  }

  private static List<Found> withoutOverlaps(List<Found> sorted) {
    List<Found> kept = new ArrayList<>();
    for (Found found : sorted) {
      if (kept.isEmpty() || kept.getLast().end() <= found.start()) {
        kept.add(found);
      }
    }
    return kept;
  }

  private static Kind kind(String name, String pattern, Predicate<String> check) {
    return new Kind(name, Pattern.compile(pattern), check);
  }

  static boolean isIban(String text) {
    String iban = text.replace(" ", "");
    if (iban.length() < 15 || iban.length() > 34) {
      return false;
    }
    StringBuilder digits = new StringBuilder();
    String turned = iban.substring(4) + iban.substring(0, 4);
    turned.chars().forEach(c -> digits.append(Character.digit(c, 36)));
    return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  static boolean isLuhn(String text) {
    String digits = digitsOf(text);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 1 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return digits.length() >= 13 && sum % 10 == 0;
  }

  private static boolean isDni(String text) {
    int number = Integer.parseInt(text.substring(0, 8));
    return "TRWAGMYFPDXBNJZSQVHLCKE".charAt(number % 23)
        == text.toUpperCase(Locale.ROOT).charAt(text.length() - 1);
  }

  private static boolean hasPhoneLength(String text) {
    int digits = digitsOf(text).length();
    return digits >= 8 && digits <= 15;
  }

  private static boolean isNoCompany(String name) {
    return !COMPANY.matcher(name).find();
  }

  private static boolean hasDigit(String text) {
    return !digitsOf(text).isEmpty();
  }

  private static String digitsOf(String text) {
    return text.replaceAll("[^0-9]", "");
  }
}
