package io.github.llamacloud.jdbc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DriverVersionTest {
  @Test
  void itIsTheVersionOfTheBuildFile() throws Exception {
    Matcher project =
        Pattern.compile("<artifactId>llamacloud-jdbc</artifactId>\\s*<version>(.*?)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(project.find());
    assertEquals(project.group(1), DriverVersion.TEXT);
    assertTrue(
        DriverVersion.TEXT.startsWith(DriverVersion.MAJOR + "." + DriverVersion.MINOR + "."));
  }
}
