package io.github.llamacloud.examples.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory that appears when all of its files are written, in the place of an older one if there
 * is one. Until then they are in a hidden directory beside it, which is gone after a failure.
 */
final class Publication implements AutoCloseable {
  private final Path target;
  private final Path draft;

  Publication(Path target) throws IOException {
    this.target = target.toAbsolutePath();
    Path parent = Files.createDirectories(this.target.getParent());
    draft = Files.createTempDirectory(parent, "." + target.getFileName() + ".");
  }

  /** Where to write the files. */
  Path draft() {
    return draft;
  }

  /** Two renames at most: nobody sees files of two reports side by side. */
  void publish() throws IOException {
    Path old = target.resolveSibling(draft.getFileName() + ".old");
    boolean replaces = Files.exists(target);
    if (replaces) {
      Files.move(target, old);
    }
    try {
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (UnsupportedOperationException e) {
      // Not a POSIX file system: the directory is as readable as its parent.
    }
    try {
      Files.move(draft, target);
    } catch (IOException e) {
      if (replaces) {
        Files.move(old, target);
      }
      throw e;
    }
    delete(old);
  }

  @Override
  public void close() throws IOException {
    delete(draft);
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        all.sorted(Comparator.reverseOrder()).forEach(Publication::deleteOne);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
