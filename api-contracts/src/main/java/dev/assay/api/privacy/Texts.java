package dev.assay.api.privacy;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds the texts of a stored record, however deep, so that tests can ask for their marks. */
public final class Texts {
  /**
   * One component that holds text.
   *
   * @param holder the record that declares it
   * @param mark null where it has none
   */
  public record Text(Class<?> holder, String name, @Nullable Mark mark) {}

  private Texts() {}

  /** The texts of a record and of all records that can be reached from it; each once. */
  public static List<Text> of(Class<?> type) {
    List<Text> texts = new ArrayList<>();
    visit(type, new HashSet<>(), texts);
    return texts;
  }

  /** Whether values of this type are text: a string, JSON, or strings in a collection. */
  static boolean isText(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() instanceof Class<?> raw
          && (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw))
          && isText(last(generic));
    }
    return type instanceof Class<?> plain
        && (plain == String.class || JsonNode.class.isAssignableFrom(plain));
  }

  private static Type last(ParameterizedType generic) {
    Type[] arguments = generic.getActualTypeArguments();
    return arguments[arguments.length - 1];
  }

  private static void visit(Type type, Set<Class<?>> seen, List<Text> texts) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(part -> visit(part, seen, texts));
    } else if (type instanceof Class<?> plain
        && plain.getName().startsWith("dev.assay.")
        && seen.add(plain)) {
      if (plain.isRecord()) {
        for (RecordComponent component : plain.getRecordComponents()) {
          if (isText(component.getGenericType())) {
            texts.add(new Text(plain, component.getName(), Mark.of(component)));
          } else {
            visit(component.getGenericType(), seen, texts);
          }
        }
      } else if (plain.isSealed()) {
        Arrays.stream(plain.getPermittedSubclasses()).forEach(part -> visit(part, seen, texts));
      }
    }
  }
}
