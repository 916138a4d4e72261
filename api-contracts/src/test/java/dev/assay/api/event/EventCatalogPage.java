package dev.assay.api.event;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import dev.assay.api.id.Id;
import dev.assay.api.privacy.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Writes {@code docs/reference/events.md} from the catalogue and the events' own Javadoc. */
final class EventCatalogPage {
  private static final Path SOURCES = Path.of("src/main/java");

  /** The Javadoc of one record: what it says, and what it says of its components. */
  private record Docs(String text, Map<String, String> components) {
    static final Docs NONE = new Docs("", Map.of());
  }

  private final Map<String, Docs> docs = new HashMap<>();
  private final Map<String, Class<?>> types = new TreeMap<>();

  static String render() {
    return new EventCatalogPage().page();
  }

  private String page() {
    EventCatalog.FAMILIES.values().forEach(this::readDocs);
    EventCatalog.entries().forEach(entry -> collectTypes(entry.type()));
    types.values().forEach(this::readDocs);
    StringBuilder page =
        new StringBuilder(
            """
            # Events

            Every event that Assay stores: its name and revision are fixed for ever, its components
            are the payload's members (see [how to add one](../how-to/add-an-event.md)). A component
            marked *optional* is left out of the payload where it has no value.

            Texts say how they are kept: *personal* is sealed under the key of the person whose data
            it is, *confidential* under the tenant's key, *clear* is stored readably
            (see [ADR 13](../adr/0013-personal-text-is-sealed-before-it-is-stored.md)).

            This page is generated from the code by `EventCatalogPageTest`, which also says how to
            write it anew.
            """);
    EventCatalog.FAMILIES.keySet().forEach(aggregateType -> family(page, aggregateType));
    page.append("\n## Types\n\nIds are UUIDs, times RFC 3339 in UTC, hashes `sha256:` and hex.\n");
    types.values().stream()
        .filter(type -> !Id.class.isAssignableFrom(type))
        .forEach(type -> type(page, type));
    return page.toString();
  }

  private void family(StringBuilder page, String aggregateType) {
    page.append("\n## ").append(aggregateType).append('\n');
    EventCatalog.entries().stream()
        .filter(entry -> entry.aggregateType().equals(aggregateType))
        .forEach(entry -> event(page, entry));
  }

  private void event(StringBuilder page, EventCatalog.Entry entry) {
    Docs said = docs.getOrDefault(entry.type().getSimpleName(), Docs.NONE);
    page.append("\n### `%s` (revision %d)\n".formatted(entry.name(), entry.revision()));
    if (!said.text().isEmpty()) {
      page.append('\n').append(said.text()).append('\n');
    }
    components(page, entry.type(), said);
  }

  private void type(StringBuilder page, Class<?> type) {
    Docs said = docs.getOrDefault(type.getSimpleName(), Docs.NONE);
    page.append("\n### %s\n".formatted(type.getSimpleName()));
    if (!said.text().isEmpty()) {
      page.append('\n').append(said.text()).append('\n');
    }
    if (type.isEnum()) {
      page.append("\nOne of ").append(constants(type)).append(".\n");
    } else if (type.isRecord()) {
      components(page, type, said);
    } else {
      page.append("\nOne of ").append(permitted(type)).append(".\n");
    }
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(c -> "`" + EventJson.mapper().valueToTree(c).asString() + "`")
        .collect(Collectors.joining(", "));
  }

  private static String permitted(Class<?> type) {
    return Arrays.stream(type.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", "));
  }

  /** Our own types that a payload is made of, by name. */
  private void collectTypes(Class<?> type) {
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        collect(component.getGenericType());
      }
    } else if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses()).forEach(this::collect);
    }
  }

  private void collect(Type type) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(this::collect);
    } else if (type instanceof Class<?> c
        && c.getName().startsWith("dev.assay.")
        && types.put(c.getSimpleName(), c) == null) {
      collectTypes(c);
    }
  }

  private static void components(StringBuilder page, Class<?> type, Docs said) {
    page.append("\n| component | type | kept | |\n| --- | --- | --- | --- |\n");
    for (RecordComponent component : type.getRecordComponents()) {
      boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      String about = said.components().getOrDefault(component.getName(), "");
      page.append(
          "| `%s` | %s%s | %s | %s |\n"
              .formatted(
                  component.getName(),
                  type(component.getGenericType()),
                  optional ? ", optional" : "",
                  kept(component),
                  about));
    }
  }

  private static String kept(RecordComponent component) {
    Mark mark = Mark.of(component);
    return mark == null ? "" : mark.name().toLowerCase(Locale.ROOT);
  }

  /** The simple names: {@code List of ModelMessage}. */
  private static String type(Type type) {
    if (type instanceof ParameterizedType generic) {
      String arguments =
          List.of(generic.getActualTypeArguments()).stream()
              .map(EventCatalogPage::type)
              .collect(Collectors.joining(" to "));
      return type(generic.getRawType()) + " of " + arguments;
    }
    return type instanceof Class<?> c ? c.getSimpleName() : type.getTypeName();
  }

  private void readDocs(Class<?> type) {
    String outermost = type.getName().replaceFirst("\\$.*", "");
    Path source = SOURCES.resolve(outermost.replace('.', '/') + ".java");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
          @Override
          public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
              docs.put(type.getSimpleName().toString(), docs(comment));
            }
            return super.visitClass(type, nothing);
          }
        }.scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Docs docs(DocCommentTree comment) {
    Map<String, String> components = new HashMap<>();
    for (DocTree tag : comment.getBlockTags()) {
      if (tag instanceof ParamTree param) {
        components.put(param.getName().toString(), text(param.getDescription()));
      }
    }
    return new Docs(text(comment.getFullBody()), components);
  }

  /** Javadoc as Markdown, in one line. */
  private static String text(List<? extends DocTree> trees) {
    return trees.stream()
        .map(EventCatalogPage::markdown)
        .collect(Collectors.joining())
        .replaceAll("</?code>", "`")
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .strip();
  }

  private static String markdown(DocTree tree) {
    return switch (tree) {
      case LiteralTree literal -> "`" + literal.getBody() + "`";
      case LinkTree link -> "`" + link.getReference().toString().replace("#", "") + "`";
      default -> tree.toString();
    };
  }
}
