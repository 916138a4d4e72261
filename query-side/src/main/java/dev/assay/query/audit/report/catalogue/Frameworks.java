package dev.assay.query.audit.report.catalogue;

import dev.assay.api.CommandRejected;
import dev.assay.api.event.EventCatalog;
import dev.assay.verifier.merkle.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** All frameworks. Loading fails where a file speaks of what this build does not store. */
public final class Frameworks {
  private static final List<String> IDS =
      List.of("eu-ai-act", "gdpr", "iso27001", "soc2", "nis2", "hipaa");

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final List<Framework> all;

  private Frameworks(List<Framework> all) {
    this.all = List.copyOf(all);
  }

  public static Frameworks load() {
    return new Frameworks(IDS.stream().map(Frameworks::resource).toList());
  }

  public List<Framework> all() {
    return all;
  }

  /** {@code NOT_FOUND} where there is none of this id. */
  public Framework named(String id) {
    Optional<Framework> found = all.stream().filter(it -> it.id().equals(id)).findFirst();
    return found.orElseThrow(() -> CommandRejected.notFound("framework", id));
  }

  private static Framework resource(String id) {
    try (InputStream file = Frameworks.class.getResourceAsStream("/reports/" + id + ".yaml")) {
      if (file == null) {
        throw new IllegalStateException("Expected /reports/" + id + ".yaml, but it is not there");
      }
      return read(id, file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one file. What is wrong with it is an {@link IllegalStateException}. */
  static Framework read(String id, byte[] yaml) {
    try {
      ObjectNode tree = (ObjectNode) YAML.readTree(yaml);
      tree.put("id", id);
      tree.put("mapping", HexFormat.of().formatHex(Hash.sha256(yaml).bytes()));
      Framework framework = YAML.treeToValue(tree, Framework.class);
      framework.obligations().forEach(it -> it.evidence().forEach(Frameworks::check));
      return framework;
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "Expected a framework in " + id + ".yaml, but: " + e.getMessage(), e);
    }
  }

  private static void check(Evidence evidence) {
    for (String type : evidence.types()) {
      for (Member member : evidence.payloadMembers()) {
        PayloadMember.find(EventCatalog.named(type), member);
      }
    }
  }
}
