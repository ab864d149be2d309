package io.github.llamacloud.jdbc.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.config.ConnectionProperty;
import io.github.llamacloud.jdbc.config.DriverVersion;
import io.github.llamacloud.jdbc.error.SqlState;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The README says what the code says. {@code -Dreadme.write=true} writes the generated tables
 * instead of comparing them.
 */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Path REQUESTS = Path.of("src/test/resources/spec/90-requests.md");

  @Test
  void theColumnsAreThoseOfTheCode() throws IOException {
    List<String> rows =
        new ArrayList<>(List.of("| column | type | filter | remarks |", "|---|---|---|---|"));
    for (JobColumn column : JobColumn.values()) {
      String type =
          switch (column.type()) {
            case VARCHAR -> "VARCHAR(" + column.precision() + ")";
            case BIGINT -> "BIGINT";
            case TIMESTAMP -> "TIMESTAMP(" + column.precision() + ")";
          };
      rows.add(
          "| `"
              + column.columnName()
              + "` | "
              + type
              + (column.required() ? " NOT NULL" : "")
              + " | "
              + (column.filterParameter().isPresent() ? "sent" : "")
              + " | "
              + column.remarks().replace("<", "&lt;")
              + " |");
    }
    check("columns", rows);
  }

  @Test
  void thePropertiesAreThoseOfTheCode() throws IOException {
    List<String> rows =
        new ArrayList<>(List.of("| property | default | meaning |", "|---|---|---|"));
    for (ConnectionProperty property : ConnectionProperty.values()) {
      rows.add(
          "| `"
              + property.propertyName()
              + "` | "
              + property.defaultValue()
              + " | "
              + property.description()
              + " |");
    }
    check("properties", rows);
  }

  @Test
  void theRequestsAreThoseOfTheSpecification() throws IOException {
    List<String> rows = new ArrayList<>(List.of("| SQL | requests |", "|---|---|"));
    Matcher cases =
        Pattern.compile("```sql\n(.*?)\n```.*?```requests\n(.*?)\n```", Pattern.DOTALL)
            .matcher(Files.readString(REQUESTS));
    while (cases.find()) {
      String requests =
          cases
              .group(2)
              .lines()
              .map(line -> "`" + line.replace("GET /api/v1/beta/batch-processing", "") + "`")
              .collect(Collectors.joining("<br>"));
      rows.add("| `" + cases.group(1) + "` | " + requests + " |");
    }
    assertTrue(rows.size() > 25, rows::toString);
    check("requests", rows);
  }

  @Test
  void everySqlStateOfTheTableIsOneOfTheCode() throws IOException {
    Set<String> states =
        Arrays.stream(SqlState.values()).map(SqlState::code).collect(Collectors.toSet());
    String section = Files.readString(README).split("## Errors")[1].split("## ")[0];
    List<String> named =
        section
            .lines()
            .filter(line -> line.startsWith("| ") && !line.contains("SQLState"))
            .flatMap(line -> Arrays.stream(line.split("\\|")[2].split(",")))
            .map(String::strip)
            .toList();
    assertTrue(named.size() > 15, named::toString);
    named.forEach(state -> assertTrue(states.contains(state), state));
  }

  @Test
  void theVersionIsTheCurrentOne() throws IOException {
    Matcher jars =
        Pattern.compile("llamacloud-jdbc[-:](\\d[\\w.]*?)(?=-all|`|\\.jar| )")
            .matcher(Files.readString(README));
    assertTrue(jars.find());
    do {
      assertEquals(DriverVersion.TEXT, jars.group(1));
    } while (jars.find());
  }

  private static void check(String name, List<String> rows) throws IOException {
    String readme = Files.readString(README);
    String begin = "<!-- " + name + ": generated -->\n";
    int from = readme.indexOf(begin) + begin.length();
    int to = readme.indexOf("<!-- end -->", from);
    String expected = "\n" + String.join("\n", rows) + "\n\n";
    if (Boolean.getBoolean("readme.write")) {
      Files.writeString(README, readme.substring(0, from) + expected + readme.substring(to));
    } else {
      assertEquals(expected, readme.substring(from, to));
    }
  }
}
