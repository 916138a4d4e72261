package dev.assay.eventstore.seal;

import dev.assay.api.privacy.Mark;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The components of record classes with their marks, looked up once for each class. */
final class MarkedRecords {
  /** One component. */
  record Component(String name, @Nullable Mark mark, Method accessor) {
    @Nullable Object of(Object record) {
      try {
        return accessor.invoke(record);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("Expected to read component " + name, e);
      }
    }

    boolean isSealed() {
      return mark != null && mark.isSealed();
    }
  }

  private static final ClassValue<List<Component>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
          List<Component> components = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            // Records nested in a package-private class are public but not reachable.
            accessor.setAccessible(true);
            components.add(new Component(component.getName(), Mark.of(component), accessor));
          }
          return List.copyOf(components);
        }
      };

  private MarkedRecords() {}

  static List<Component> componentsOf(Class<?> record) {
    return COMPONENTS.get(record);
  }
}
