package io.github.llamacloud.jdbc.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Check 40: clients with the -all jar as their driver, in JVMs without our other class files. */
class AllJarClientsIT {
  private final Path directory;

  AllJarClientsIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void sqlline() throws IOException, InterruptedException {
    List<String> commands =
        List.of(
            "!set outputformat csv",
            "!tables",
            "!columns batch_jobs",
            "!primarykeys batch_jobs",
            "!nativesql SELECT 1",
            "!autocommit off",
            "!commit",
            "!rollback",
            "SELECT status, COUNT(*) AS jobs FROM batch_jobs GROUP BY status ORDER BY jobs DESC;");
    List<String> command = java("(sqlline|jline).*[.]jar", "sqlline.SqlLine");
    command.addAll(List.of("-u", "jdbc:llamacloud:demo?jobs=25", "-n", "", "-p", ""));
    commands.forEach(it -> command.addAll(List.of("-e", it)));
    Child child = Child.run(directory, Map.of(), command);
    String shown = child.out() + child.err();
    for (String part :
        List.of(
            "'','llamacloud','batch_jobs','TABLE'",
            "'workflow_id'",
            "'batch_jobs','id','1'",
            "SELECT 1",
            "'completed','")) {
      assertTrue(shown.contains(part), () -> part + " is not in:\n" + shown);
    }
    assertFalse(shown.contains("Error:"), shown);
    assertFalse(shown.contains("Exception"), shown);
  }

  @Test
  void schemaCrawler() throws IOException, InterruptedException {
    Path program = directory.resolve("Crawl.java");
    Files.writeString(
        program,
        """
        import schemacrawler.schemacrawler.*;
        import schemacrawler.tools.utility.SchemaCrawlerUtility;
        import us.fatehi.utility.datasource.*;

        class Crawl {
          public static void main(String[] arguments) throws Exception {
            var source =
                DatabaseConnectionSources.newDatabaseConnectionSource(
                    "jdbc:llamacloud:demo", new MultiUseUserCredentials("anyone", "llx-none"));
            var options =
                SchemaCrawlerOptionsBuilder.newSchemaCrawlerOptions()
                    .withLoadOptions(
                        LoadOptionsBuilder.builder()
                            .withSchemaInfoLevel(SchemaInfoLevelBuilder.maximum())
                            .toOptions());
            for (var table : SchemaCrawlerUtility.getCatalog(source, options).getTables()) {
              System.out.println(table.getFullName() + " " + table.getColumns().size());
              System.out.println(table.getPrimaryKey().getConstrainedColumns());
            }
          }
        }
        """);
    Child child =
        Child.run(directory, Map.of(), java("(schemacrawler|slf4j).*[.]jar", program.toString()));
    assertEquals("llamacloud.batch_jobs 17\n[llamacloud.batch_jobs.id]\n", child.out());
    // It logs its connections there.
    assertFalse(child.err().contains("Exception") || child.err().contains("WARN"), child.err());
    assertEquals(0, child.exitCode());
  }

  /** A JVM with the jar and the libraries of this one whose file names match. */
  private static List<String> java(String libraries, String program) {
    String classPath =
        Stream.concat(
                Stream.of(System.getProperty("all.jar")),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(it -> Path.of(it).getFileName().toString().matches(libraries)))
            .collect(Collectors.joining(File.pathSeparator));
    return new ArrayList<>(List.of(Child.java(), "-cp", classPath, program));
  }
}
