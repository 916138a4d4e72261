package dev.assay.inference.offline.consistency;

import dev.assay.inference.offline.text.Sentence;
import java.util.List;

/** One way in which figures can contradict each other. */
interface FigureRule {
  List<Contradiction> contradictions(List<Sentence> sentences);
}
