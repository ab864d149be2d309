package io.github.llamacloud.jdbc.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build makes of call sites does what the JVM makes of them. */
class CallSitesTest {
  private static final String ELSEWHERE =
      """
      package elsewhere;

      import java.util.function.Supplier;

      public abstract class Parent {
        protected String inherited(String text) {
          return "inherited " + text;
        }

        public static Supplier<String> left() {
          return () -> "left as it is";
        }
      }
      """;

  /** Compiled for Java 8, as Calcite is: other classes may not call private methods there. */
  private static final String OLD =
      """
      package io.github.llamacloud.jdbc.old;

      import java.util.function.*;

      public final class Old extends elsewhere.Parent implements Defaults {
        private final String name = "old";

        private static final class Inner {
          private final String text;

          private Inner(String text) {
            this.text = text;
          }
        }

        public int hashCode() {
          return 8;
        }

        private String own(String text) {
          return name + text;
        }

        public static void main(String[] arguments) {
          Old old = new Old();
          Supplier<String> instance = () -> "" + arguments.length;
          UnaryOperator<String> bound = old::own;
          BiFunction<Old, String, String> unbound = Old::own;
          Function<String, Inner> created = Inner::new;
          System.out.println(instance.get() + bound.apply("1") + unbound.apply(old, "2"));
          System.out.println(created.apply("inner").text + old.more() + old.ofThis().get());
          System.out.println(Defaults.fixed().get() + left().get());
        }

        private String more() {
          UnaryOperator<String> inherited = this::inherited;
          UnaryOperator<String> ofParent = super::inherited;
          Supplier<Supplier<String>> nested = () -> () -> name + inherited.apply("x");
          return nested.get().get() + ofParent.apply("y");
        }
      }

      interface Defaults {
        default Supplier<String> ofThis() {
          return () -> "default of " + this.hashCode();
        }

        static Supplier<String> fixed() {
          return () -> "static";
        }
      }
      """;

  @TempDir private Path folder;

  private Path source(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path compiledForJava8() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                told,
                told,
                "-proc:none",
                "--release",
                "8",
                "-d",
                classes.toString(),
                source("Parent.java", ELSEWHERE).toString(),
                source("Old.java", OLD).toString());
    assertEquals(0, result, told.toString(StandardCharsets.UTF_8));
    return classes;
  }

  private static Path compiledWithTests() throws URISyntaxException {
    return Path.of(LambdaSample.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private Path jar() throws IOException, URISyntaxException {
    Path jar = folder.resolve("sample.jar");
    Path tests = compiledWithTests();
    Path old = compiledForJava8();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String list : List.of("statement", "planned")) {
        out.putNextEntry(new JarEntry("io/github/llamacloud/jdbc/sql/" + list + "-classes.txt"));
      }
      String own = LambdaSample.class.getPackageName().replace('.', '/');
      add(out, tests, own, "LambdaSample*.class");
      add(out, old, "elsewhere", "*.class");
      add(out, old, "io/github/llamacloud/jdbc/old", "*.class");
    }
    return jar;
  }

  private static void add(JarOutputStream out, Path classes, String directory, String names)
      throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(classes.resolve(directory), names)) {
      for (Path file : files) {
        out.putNextEntry(new JarEntry(directory + "/" + file.getFileName()));
        Files.copy(file, out);
      }
    }
  }

  private String java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Child.java()));
    command.addAll(List.of(arguments));
    Child child = Child.run(folder, Map.of(), command);
    assertEquals(0, child.exitCode(), child.toString());
    return child.out();
  }

  private void link(Path jar) throws IOException, InterruptedException {
    Path tool = Path.of("src", "build", "java", "CallSites.java").toAbsolutePath();
    java("-cp", System.getProperty("java.class.path"), tool.toString(), jar.toString());
  }

  private Stream<String> loaded(Path jar, String program) throws IOException, InterruptedException {
    return java("-Xlog:class+load:stdout", "-cp", jar.toString(), program).lines();
  }

  /** The classes of lambdas that a program has made at its run. */
  private List<String> made(Path jar, String program) throws IOException, InterruptedException {
    return loaded(jar, program)
        .filter(line -> line.contains(" elsewhere.") || line.contains(" io.github."))
        .filter(line -> line.contains("$$Lambda"))
        .map(line -> line.replaceAll(".* (\\S+)\\$\\$Lambda.*", "$1"))
        .toList();
  }

  @Test
  void lambdasAndRecordsDoTheSame() throws IOException, InterruptedException, URISyntaxException {
    Path jar = jar();
    String sample = LambdaSample.class.getName();
    String old = "io.github.llamacloud.jdbc.old.Old";
    String before = java("-cp", jar.toString(), sample);
    String oldBefore = java("-cp", jar.toString(), old);
    assertTrue(made(jar, sample).size() > 30);
    link(jar);
    assertEquals(before, java("-cp", jar.toString(), sample));
    assertEquals(oldBefore, java("-cp", jar.toString(), old));
    assertTrue(before.lines().count() > 40, before);

    // What may be serialized, twice: once more where it is read.
    assertEquals(List.of(sample, sample), made(jar, sample));
    assertEquals(List.of("elsewhere.Parent"), made(jar, old));
    assertTrue(loaded(jar, sample).noneMatch(line -> line.contains("runtime.ObjectMethods")));

    // As when the build runs twice.
    link(jar);
    assertEquals(before, java("-cp", jar.toString(), sample));
  }
}
