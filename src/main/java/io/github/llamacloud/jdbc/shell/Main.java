package io.github.llamacloud.jdbc.shell;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Properties;

/** What {@code java -jar} starts: the shell on the process's own streams. */
public final class Main {
  private static final String PREFIX = "jdbc:llamacloud:";

  private Main() {}

  /** Runs the shell and ends the process with its exit code: 0, 1 or 2. */
  public static void main(String[] arguments) {
    Shell.Streams streams =
        new Shell.Streams(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            Screen.system());
    Path home = Path.of(System.getProperty("user.home", "."));
    System.exit(
        new Shell(Main::connect, streams, home, version(), System::nanoTime).run(arguments));
  }

  private static Connection connect(String url, Properties properties) throws SQLException {
    if (!url.startsWith(PREFIX)) {
      // Said here without the URL: the driver manager would repeat it, with a key if it holds one.
      throw new SQLNonTransientConnectionException(
          "The URL must start with " + PREFIX + ".", "08001");
    }
    return DriverManager.getConnection(url, properties);
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
