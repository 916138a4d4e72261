package dev.assay.http.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.core.json.PackageVersion;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * Reads our own null marks: a component of our records that is not {@code @Nullable} must be sent
 * and must not be null. So the type that says what a request needs is also what checks it.
 */
final class RequiredUnlessNullable extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;
  private static final JsonSetter.Value NO_NULLS =
      JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);

  @Override
  public Version version() {
    return PackageVersion.VERSION;
  }

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return isRequired(member) ? Boolean.TRUE : null;
  }

  @Override
  public JsonSetter.@Nullable Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    return isRequired(annotated) ? NO_NULLS : null;
  }

  private static boolean isRequired(Annotated annotated) {
    if (!(annotated instanceof AnnotatedParameter parameter)
        || !(parameter.getOwner().getAnnotated() instanceof Executable creator)) {
      return false;
    }
    Class<?> type = creator.getDeclaringClass();
    if (!type.isRecord() || !type.getName().startsWith("dev.assay.")) {
      return false;
    }
    RecordComponent[] components = type.getRecordComponents();
    AnnotatedType[] parameters = creator.getAnnotatedParameterTypes();
    return parameters.length == components.length
        && parameter.getIndex() < parameters.length
        && !components[parameter.getIndex()].getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
