package dev.assay.projections.runner;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;

/**
 * Keeps projectors from being given anything to act with: a rebuild runs them over the whole record
 * again. The build says the same of their code; this says it of what is run, whoever built it.
 */
final class EffectFree {
  private static final List<String> VALUES =
      List.of(
          "java.lang.",
          "java.math.",
          "java.time.",
          "java.util.",
          "dev.assay.api.",
          "dev.assay.projections.");

  private EffectFree() {}

  /** Throws {@link IllegalArgumentException} where a field holds more than values. */
  static void require(Projector projector) {
    for (Class<?> type = projector.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !isValue(field.getType())) {
          throw new IllegalArgumentException(
              "Expected projector %s to have no way to act outside, but its field %s is a %s"
                  .formatted(
                      projector.getClass().getName(), field.getName(), field.getType().getName()));
        }
      }
    }
  }

  private static boolean isValue(Class<?> type) {
    Class<?> element = type.isArray() ? type.componentType() : type;
    return element.isPrimitive() || VALUES.stream().anyMatch(element.getName()::startsWith);
  }
}
