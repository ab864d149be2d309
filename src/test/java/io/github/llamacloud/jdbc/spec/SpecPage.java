package io.github.llamacloud.jdbc.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One page of the executable specification: prose with cases, each a heading and its blocks. */
record SpecPage(String name, List<Case> cases) {

  /**
   * A case.
   *
   * @param title its heading
   * @param blocks the fenced blocks by their name: sql, settings, parameters, plan, not-sent,
   *     requests, rows, warnings, error
   */
  record Case(String title, Map<String, List<String>> blocks) {
    Optional<List<String>> block(String name) {
      return Optional.ofNullable(blocks.get(name));
    }
  }

  static List<SpecPage> all(Path folder) throws IOException {
    List<SpecPage> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        pages.add(new SpecPage(file.getFileName().toString(), cases(Files.readAllLines(file))));
      }
    }
    return pages;
  }

  private static List<Case> cases(List<String> lines) {
    List<Case> cases = new ArrayList<>();
    String block = null;
    for (String line : lines) {
      if (block != null && line.equals("```")) {
        block = null;
      } else if (block != null) {
        cases.get(cases.size() - 1).blocks().get(block).add(line);
      } else if (line.startsWith("## ")) {
        cases.add(new Case(line.substring(3), new TreeMap<>()));
      } else if (line.startsWith("```")) {
        block = line.substring(3);
        if (cases.get(cases.size() - 1).blocks().put(block, new ArrayList<>()) != null) {
          throw new IllegalArgumentException("Two blocks of " + block + " in one case");
        }
      }
    }
    return cases;
  }
}
