package dev.assay.inference.offline.consistency;

/**
 * Two statements of one text that cannot both be right.
 *
 * @param quote the sentence (or the second of two) that shows it
 * @param note why, with the figures: "from 120 to 150 is +25 %, not 40 %"
 */
public record Contradiction(String quote, String note) {}
