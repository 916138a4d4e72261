package dev.assay.qa.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages lead where they say, and no merge has left its marks in them. */
class PagesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern MARK = Pattern.compile("(?m)^(<{7} |={7}$|>{7} )");

  @Test
  void shouldLeadWhereTheySay() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String folder : List.of("docs", "examples")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    List<String> faults = new ArrayList<>();
    for (Path page : pages) {
      faults.addAll(faultsOf(page));
    }

    assertThat(pages).hasSizeGreaterThan(50);
    assertThat(faults).isEmpty();
  }

  @Test
  void shouldBeListedForThoseWhoLookForThem() throws IOException {
    Path docs = ROOT.resolve("docs");
    String list = Files.readString(docs.resolve("README.md"));
    try (Stream<Path> files = Files.walk(docs)) {
      assertThat(files)
          .filteredOn(file -> file.toString().endsWith(".md"))
          .filteredOn(file -> !file.startsWith(docs.resolve("adr")))
          .filteredOn(file -> !file.endsWith("README.md"))
          .allSatisfy(file -> assertThat(list).contains("](" + docs.relativize(file) + ")"));
    }
    String decisions = Files.readString(docs.resolve("adr/README.md"));
    try (Stream<Path> files = Files.list(docs.resolve("adr"))) {
      assertThat(files)
          .filteredOn(file -> !file.endsWith("README.md"))
          .allSatisfy(file -> assertThat(decisions).contains("](" + file.getFileName() + ")"));
    }
  }

  @Test
  void shouldFindALinkToNowhereAndAMarkOfAMerge(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(
        page, "[here](page.md#top) [far](https://assay.example) [no](gone.md)\n=======\n");

    assertThat(faultsOf(page))
        .containsExactly("page.md: there is no gone.md", "page.md: '=======' of a merge");
  }

  private static List<String> faultsOf(Path page) throws IOException {
    String text = Files.readString(page);
    List<String> faults = new ArrayList<>();
    Matcher links = LINK.matcher(text);
    while (links.find()) {
      String target = links.group(1).replaceFirst("#.*", "");
      boolean isElsewhere = target.isEmpty() || target.contains("://");
      if (!isElsewhere && Files.notExists(page.resolveSibling(target))) {
        faults.add(page.getFileName() + ": there is no " + target);
      }
    }
    Matcher marks = MARK.matcher(text);
    while (marks.find()) {
      faults.add(page.getFileName() + ": '" + marks.group().strip() + "' of a merge");
    }
    return faults;
  }
}
