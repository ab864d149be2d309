package io.github.llamacloud.jdbc.shell;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;

/**
 * What the shell prints, run in this process and away from any terminal.
 *
 * @param exitCode 0, 1 or 2
 * @param out results
 * @param err everything else
 */
public record ShellRun(int exitCode, String out, String err) {

  /** Runs the shell with these arguments on the drivers of the driver manager. */
  public static ShellRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell.Streams streams = new Shell.Streams(InputStream.nullInputStream(), out, err, Screen.NONE);
    int exitCode =
        new Shell(DriverManager::getConnection, streams, Path.of(""), "0", System::nanoTime)
            .run(arguments);
    return new ShellRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
