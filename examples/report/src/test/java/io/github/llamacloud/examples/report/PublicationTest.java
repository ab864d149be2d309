package io.github.llamacloud.examples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
  @TempDir private Path parent;

  @Test
  void nothingIsSeenBeforeItIsPublished() throws IOException {
    Path target = parent.resolve("report");
    try (Publication publication = new Publication(target)) {
      Files.writeString(publication.draft().resolve("a.csv"), "a");
      assertFalse(Files.exists(target));
      publication.publish();
    }
    assertEquals(List.of("report", "report/a.csv"), all());
  }

  @Test
  void whatIsNotPublishedIsGoneAndTheOldOneStays() throws IOException {
    Path target = Files.createDirectories(parent.resolve("report"));
    Files.writeString(target.resolve("old.csv"), "old");
    try (Publication publication = new Publication(target)) {
      Files.writeString(publication.draft().resolve("a.csv"), "half");
    }
    assertEquals(List.of("report", "report/old.csv"), all());
  }

  @Test
  void theNewOneTakesThePlaceOfTheOld() throws IOException {
    Path target = Files.createDirectories(parent.resolve("report"));
    Files.writeString(target.resolve("old.csv"), "old");
    try (Publication publication = new Publication(target)) {
      Files.writeString(publication.draft().resolve("a.csv"), "a");
      publication.publish();
    }
    assertEquals(List.of("report", "report/a.csv"), all());
  }

  private List<String> all() throws IOException {
    try (Stream<Path> files = Files.walk(parent)) {
      return files
          .filter(file -> !file.equals(parent))
          .map(file -> parent.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
