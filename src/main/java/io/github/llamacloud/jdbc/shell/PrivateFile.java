package io.github.llamacloud.jdbc.shell;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, where the file system knows owners. */
final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /** Creates the file, if it is not there, and takes it away from everybody else. */
  static Path prepare(Path file) throws IOException {
    boolean posix = Files.getFileStore(directory(file)).supportsFileAttributeView("posix");
    try {
      if (posix) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } else {
        Files.createFile(file);
      }
    } catch (FileAlreadyExistsException e) {
      if (posix) {
        Files.getFileAttributeView(file, PosixFileAttributeView.class).setPermissions(OWNER_ONLY);
      }
    }
    if (!Files.isWritable(file)) {
      throw new IOException("not writable");
    }
    return file;
  }

  private static Path directory(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IOException("no directory");
    }
    return parent;
  }
}
