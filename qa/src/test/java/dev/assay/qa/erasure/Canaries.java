package dev.assay.qa.erasure;

import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

/** Texts that are nowhere but where a test puts them. Each has one part in common, to look for. */
final class Canaries {
  private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 16;

  private final String marker = random();
  private final Map<String, Integer> places = new TreeMap<>();
  private int given;

  /** What is part of each; random, so that no earlier run left it anywhere. */
  String marker() {
    return marker;
  }

  /** Another one, put where a person's text may go. */
  String next(String place) {
    places.merge(place, 1, Integer::sum);
    return marker + "n" + ++given;
  }

  /** Some of them in a sentence. */
  String some(String place, int count) {
    StringBuilder text = new StringBuilder("It is said that");
    for (int i = 0; i < count; i++) {
      text.append(' ').append(next(place)).append(" paid an invoice.");
    }
    return text.toString();
  }

  int given() {
    return given;
  }

  Map<String, Integer> places() {
    return places;
  }

  static String random() {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder("q");
    while (text.length() < LENGTH) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }
}
